package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.nats.Difference.Action;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** How an existing stream differs from what is configured. Pure. */
final class StreamDrift {
  private final String label;
  private final List<Difference> found = new ArrayList<>();

  private StreamDrift(StreamSpec spec) {
    this.label = label(spec);
  }

  /** The difference of a stream that does not exist. */
  static Difference missing(StreamSpec spec) {
    String kept =
        "subjects %s, kept for %s or up to %d bytes"
            .formatted(spec.subjects(), Difference.print(spec.maxAge()), spec.maxBytes());
    return new Difference(label(spec), Action.CREATE, "", "", kept, "");
  }

  /** Everything that differs; a lower limit deletes messages only if there are such messages. */
  static List<Difference> between(StreamSpec spec, StreamInfo info, Instant now) {
    StreamConfiguration actual = info.getConfiguration();
    StreamState state = info.getStreamState();
    StreamDrift drift = new StreamDrift(spec);
    drift.compare(
        "subjects",
        new TreeSet<>(actual.getSubjects()),
        new TreeSet<>(spec.subjects()),
        Action.CHANGE,
        "");
    drift.compare("num_replicas", actual.getReplicas(), spec.replicas(), Action.CHANGE, "");
    drift.compare(
        "max_age",
        print(actual.getMaxAge()),
        print(spec.maxAge()),
        endsBefore(state, spec.maxAge(), now) ? Action.DISCARD : Action.CHANGE,
        "");
    drift.compare(
        "max_bytes",
        actual.getMaxBytes(),
        spec.maxBytes(),
        Action.CHANGE,
        spec.maxBytes() >= 0 && state.getByteCount() > spec.maxBytes()
            ? "The stream is full then, and refuses messages until old ones expire"
            : "");
    drift.compare(
        "duplicate_window",
        print(actual.getDuplicateWindow()),
        print(spec.duplicateWindow()),
        Action.CHANGE,
        "");
    drift.compare(
        "discard",
        actual.getDiscardPolicy(),
        DiscardPolicy.New,
        Action.CHANGE,
        "A full stream would drop messages that nobody has processed");
    String drops = "It drops messages that nobody has processed";
    drift.compare("max_msgs", actual.getMaxMsgs(), -1L, Action.CHANGE, drops);
    drift.compare("max_msgs_per_subject", actual.getMaxMsgsPerSubject(), -1L, Action.CHANGE, drops);
    drift.compare(
        "storage", actual.getStorageType(), StorageType.File, Action.KEEP, elsewhere(spec));
    drift.compare(
        "retention",
        actual.getRetentionPolicy(),
        RetentionPolicy.Limits,
        Action.KEEP,
        elsewhere(spec));
    return List.copyOf(drift.found);
  }

  private static String elsewhere(StreamSpec spec) {
    return ("Publish to a new stream (name: %s-2, other subjects), point the mappings' stream at it"
            + " with a new consumer, and delete this one when its mappings have drained it")
        .formatted(spec.name());
  }

  private static boolean endsBefore(StreamState state, Duration maxAge, Instant now) {
    ZonedDateTime first = state.getFirstTime();
    return state.getMsgCount() > 0
        && !maxAge.isZero()
        && first != null
        && first.toInstant().isBefore(now.minus(maxAge));
  }

  private static String label(StreamSpec spec) {
    return "stream " + spec.name();
  }

  private static String print(Duration duration) {
    return Difference.print(duration);
  }

  private void compare(String setting, Object actual, Object wanted, Action action, String note) {
    if (!Objects.equals(actual, wanted)) {
      found.add(
          new Difference(
              label, action, setting, String.valueOf(actual), String.valueOf(wanted), note));
    }
  }
}
