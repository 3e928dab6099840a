package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Outcome;
import dev.triggerbridge.bridge.message.RetryClass;
import dev.triggerbridge.bridge.retry.AckDecision;
import dev.triggerbridge.bridge.retry.ErrorClass;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import dev.triggerbridge.bridge.routing.SuccessRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carries out what was decided for each record of a batch, every kind on threads of its own: a
 * dead-letter stream that is away must not keep the other records of the batch from their acks.
 */
final class OutcomeHandler {
  private final RetryPolicy policy;
  private final OutputPublisher outputs;
  private final SuccessRoute onSuccess;
  private final Settler settler;
  private final RetryStation retries;
  private final Tasks tasks;
  private final Expiry expiry;

  OutcomeHandler(
      RetryPolicy policy,
      OutputPublisher outputs,
      SuccessRoute onSuccess,
      Settler settler,
      RetryStation retries,
      Tasks tasks,
      Expiry expiry) {
    this.policy = policy;
    this.outputs = outputs;
    this.onSuccess = onSuccess;
    this.settler = settler;
    this.retries = retries;
    this.tasks = tasks;
    this.expiry = expiry;
  }

  /** Does not block. Returns the records that the caller is to hold. */
  List<Held> handle(List<Record> batch, Map<String, Outcome> outcomes, ErrorClass kind) {
    List<OutputPublisher.Answer> answers = new ArrayList<>();
    List<Held> held = new ArrayList<>();
    for (Record record : batch) {
      Outcome outcome = outcomes.get(record.delivery().id());
      if (outcome == null) {
        throw new IllegalStateException("no outcome for " + record.delivery().id());
      }
      switch (policy.decide(outcome, kind, record.attempts().failed(), record.held())) {
        case AckDecision.PublishAndAck done ->
            answers.add(
                new OutputPublisher.Answer(
                    record, onSuccess.with(record.delivery(), done.events())));
        case AckDecision.NakWithDelay nak ->
            start(record, () -> retries.retry(record, within(nak, record), code(outcome)));
        case AckDecision.DeadLetter dead -> start(record, () -> settler.deadLetter(record, dead));
        case AckDecision.Hold hold ->
            held.add(new Held(record, hold.delay(), reason(outcome), code(outcome)));
      }
    }
    publish(answers);
    return held;
  }

  private AckDecision.NakWithDelay within(AckDecision.NakWithDelay nak, Record record) {
    return new AckDecision.NakWithDelay(
        expiry.within(nak.delay(), record.delivery()), nak.attempt());
  }

  private void publish(List<OutputPublisher.Answer> answers) {
    if (answers.isEmpty()) {
      return;
    }
    List<Delivery> deliveries = answers.stream().map(answer -> answer.record().delivery()).toList();
    tasks.start(
        deliveries,
        () -> {
          List<Delivery> unpublished = outputs.publish(answers, settler::ack);
          settler.handBack(unpublished, Duration.ZERO);
        });
  }

  private void start(Record record, Runnable work) {
    tasks.start(List.of(record.delivery()), work);
  }

  private static String code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ok ok -> "";
      case Outcome.Retry retry -> retry.code();
      case Outcome.Reject reject -> reject.code();
    };
  }

  private static String reason(Outcome outcome) {
    RetryClass retryClass =
        outcome instanceof Outcome.Retry retry ? retry.retryClass() : RetryClass.UNAVAILABLE;
    return switch (retryClass) {
      case THROTTLED -> "throttled";
      case NOT_ATTEMPTED -> "not_attempted";
      case UNAVAILABLE, FAILURE -> "unavailable";
    };
  }

  /**
   * A record to invoke again later.
   *
   * @param reason {@code throttled}, {@code unavailable} or {@code not_attempted}
   * @param code the function's own
   */
  record Held(Record record, Duration delay, String reason, String code) {}
}
