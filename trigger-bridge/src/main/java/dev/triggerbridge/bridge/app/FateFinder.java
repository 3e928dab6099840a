package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.Subjects;
import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.Failure;
import dev.triggerbridge.bridge.dispatch.Attempts;
import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.nats.ConsumerSight;
import dev.triggerbridge.bridge.nats.Inquiry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the server for what {@link Fate} needs, and says it in words. Consumers are asked once, so
 * one of these serves one question. Methods block; not thread-safe.
 */
final class FateFinder {
  private final Contents contents;
  private final Inquiry inquiry;
  private final Map<String, Optional<ConsumerSight>> consumers = new HashMap<>();

  FateFinder(Contents contents, Inquiry inquiry) {
    this.contents = contents;
    this.inquiry = inquiry;
  }

  /**
   * What became of a record in a mapping of its stream.
   *
   * @param message empty if the stream has removed it
   * @param entry its dead letter, if it is one
   */
  Found find(
      MappingConfig mapping,
      String epoch,
      long sequence,
      Optional<Delivery> message,
      Optional<Entry> entry)
      throws IOException {
    Optional<ConsumerSight> consumer = consumer(mapping);
    Attempts attempts = inquiry.attempts(mapping.name(), epoch, sequence);
    List<String> filters =
        consumer.map(ConsumerSight::filterSubjects).orElse(contents.consumerSubjects(mapping));
    Fate fate =
        Fate.of(
            new Fate.Evidence(
                sequence,
                message.isPresent(),
                message.map(found -> matches(filters, found.subject())).orElse(true),
                message.map(found -> passes(mapping, found)).orElse(true),
                consumer,
                attempts,
                entry.isPresent()));
    return new Found(fate, detail(fate, mapping, consumer, attempts, entry));
  }

  private Optional<ConsumerSight> consumer(MappingConfig mapping) throws IOException {
    Optional<ConsumerSight> known = consumers.get(mapping.name());
    if (known == null) {
      known = inquiry.consumer(mapping.stream(), mapping.consumer());
      consumers.put(mapping.name(), known);
    }
    return known;
  }

  private boolean passes(MappingConfig mapping, Delivery found) {
    return !(contents.filter(mapping).examine(found) instanceof RecordFilter.Verdict.Filtered);
  }

  private static boolean matches(List<String> filters, String subject) {
    return filters.isEmpty() || filters.stream().anyMatch(one -> Subjects.covers(one, subject));
  }

  private static String detail(
      Fate fate,
      MappingConfig mapping,
      Optional<ConsumerSight> consumer,
      Attempts attempts,
      Optional<Entry> entry) {
    long floor = consumer.map(ConsumerSight::ackFloor).orElse(0L);
    long delivered = consumer.map(ConsumerSight::delivered).orElse(0L);
    long pending = consumer.map(ConsumerSight::ackPending).orElse(0L);
    return switch (fate) {
      case NOT_MATCHED -> "consumer " + mapping.consumer() + " asks for other subjects";
      case NO_CONSUMER -> "there is no consumer " + mapping.consumer() + " yet";
      case DEAD_LETTERED -> entry.map(Entry::describe).orElse("");
      case FILTERED -> "the filter criteria exclude it: acked, never invoked";
      case SETTLED -> "acked; ack floor " + floor;
      case RETRYING ->
          "%d failed attempts%s; it comes again, until %s retries are used up"
              .formatted(
                  attempts.failed(),
                  attempts.suspected() ? ", and its batch failed as a whole" : "",
                  mapping.maximumRetryAttempts() < 0 ? "no" : mapping.maximumRetryAttempts());
      case DELIVERED ->
          "in flight or acked: %d records between ack floor %d and the last delivered, %d, are not acked"
              .formatted(pending, floor, delivered);
      case WAITING ->
          "not delivered yet: %d is the last delivered%s"
              .formatted(delivered, mapping.enabled() ? "" : ", and the mapping is not enabled");
      case REMOVED -> "the stream removed it before it was delivered";
    };
  }

  /**
   * A record's dead letter.
   *
   * @param id where it lies: {@code DLQ/17}
   */
  record Entry(String id, DeadLetterEntry entry) {
    private String describe() {
      Failure failure = entry.failure();
      return "%s: %s %s after %d attempts and %d deliveries, %s: %s"
          .formatted(
              id,
              failure.errorClass(),
              failure.code(),
              failure.attempts(),
              failure.deliveries(),
              failure.time(),
              failure.message());
    }
  }

  /**
   * A fate.
   *
   * @param detail for people
   */
  record Found(Fate fate, String detail) {}
}
