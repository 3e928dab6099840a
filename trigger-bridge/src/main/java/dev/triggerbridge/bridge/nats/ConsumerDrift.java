package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.nats.Difference.Action;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.ReplayPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How an existing consumer differs from what is configured. Pure. */
final class ConsumerDrift {
  private final ConsumerSpec spec;
  private final long ackFloor;
  private final List<Difference> found = new ArrayList<>();

  private ConsumerDrift(ConsumerSpec spec, long ackFloor) {
    this.spec = spec;
    this.ackFloor = ackFloor;
  }

  /**
   * Everything that differs, what the server can change first.
   *
   * @param ackFloor up to which sequence everything is settled
   * @param wanted what {@link ConsumerAdmin} would make of the actual one
   */
  static List<Difference> between(
      ConsumerSpec spec,
      ConsumerConfiguration actual,
      ConsumerConfiguration wanted,
      long ackFloor) {
    ConsumerDrift drift = new ConsumerDrift(spec, ackFloor);
    drift.changeable(actual, wanted);
    drift.immutable(actual);
    return List.copyOf(drift.found);
  }

  private void changeable(ConsumerConfiguration actual, ConsumerConfiguration wanted) {
    compare("ack_wait", actual.getAckWait(), wanted.getAckWait(), "");
    compare(
        "max_deliver",
        actual.getMaxDeliver(),
        wanted.getMaxDeliver(),
        "At its limit the server forgets a message");
    compare("max_ack_pending", actual.getMaxAckPending(), wanted.getMaxAckPending(), "");
    compare(
        "backoff",
        actual.getBackoff(),
        wanted.getBackoff(),
        "It overrides ack_wait and shifts delays");
    compare("filter_subjects", filters(actual), filters(wanted), "");
    compare(
        "inactive_threshold",
        positive(actual.getInactiveThreshold()),
        positive(wanted.getInactiveThreshold()),
        "The server would delete the consumer while no bridge runs");
    compare(
        "headers_only",
        actual.isHeadersOnly(),
        wanted.isHeadersOnly(),
        "The function would receive no payload");
    String refusesPulls = "The server would refuse the bridge's pulls";
    compare(
        "max_batch", positive(actual.getMaxBatch()), positive(wanted.getMaxBatch()), refusesPulls);
    compare(
        "max_bytes", positive(actual.getMaxBytes()), positive(wanted.getMaxBytes()), refusesPulls);
    compare(
        "max_expires",
        positive(actual.getMaxExpires()),
        positive(wanted.getMaxExpires()),
        refusesPulls);
  }

  private void immutable(ConsumerConfiguration actual) {
    if (actual.getAckPolicy() != AckPolicy.Explicit) {
      add(Action.REFUSE, "ack_policy", actual.getAckPolicy(), AckPolicy.Explicit, newConsumer());
    }
    String target = actual.getDeliverSubject();
    if (target != null && !target.isEmpty()) {
      add(Action.REFUSE, "deliver_subject", target, "none: the bridge pulls", newConsumer());
    }
    if (actual.getReplayPolicy() != ReplayPolicy.Instant) {
      add(
          Action.KEEP,
          "replay_policy",
          actual.getReplayPolicy(),
          ReplayPolicy.Instant,
          newConsumer());
    }
    startingPosition(actual);
  }

  private void startingPosition(ConsumerConfiguration actual) {
    Map<String, String> metadata = actual.getMetadata();
    String began = metadata == null ? null : metadata.get(StartingPositions.METADATA);
    String wanted = StartingPositions.print(spec.start());
    if (began == null) {
      // Not made by a bridge, or made again at its floor by one that did not note it.
      began =
          actual.getDeliverPolicy() == DeliverPolicy.ByStartSequence
              ? wanted
              : StartingPositions.print(actual);
    }
    if (!began.equals(wanted)) {
      add(
          Action.KEEP,
          "deliver_policy",
          began,
          wanted,
          "The consumer goes on where it is, after %d. To begin elsewhere name another consumer"
                  .formatted(ackFloor)
              + " (consumer: %s-2) and delete key %s of the bucket %s"
                  .formatted(spec.consumer(), spec.mapping(), MappingStateStore.BUCKET));
    }
  }

  private String newConsumer() {
    return ("For the mapping name another consumer (consumer: %s-2) with startingPosition:"
            + " AT_SEQUENCE and startingPositionSequence: %d, which goes on after the ack floor;"
            + " apply; then delete this one")
        .formatted(spec.consumer(), ackFloor + 1);
  }

  private static Object filters(ConsumerConfiguration configuration) {
    List<String> subjects = configuration.getFilterSubjects();
    return new TreeSet<>(subjects == null ? List.of() : subjects);
  }

  private static Object positive(long limit) {
    return limit > 0 ? limit : "none";
  }

  private static Object positive(@Nullable Duration limit) {
    return limit == null || limit.isZero() || limit.isNegative() ? "none" : limit;
  }

  private void compare(String setting, Object actual, Object wanted, String note) {
    if (!Objects.equals(actual, wanted)) {
      add(Action.CHANGE, setting, actual, wanted, note);
    }
  }

  private void add(Action action, String setting, Object actual, Object wanted, String note) {
    found.add(new Difference(spec.label(), action, setting, print(actual), print(wanted), note));
  }

  private static String print(Object value) {
    return value instanceof Duration duration ? Difference.print(duration) : String.valueOf(value);
  }
}
