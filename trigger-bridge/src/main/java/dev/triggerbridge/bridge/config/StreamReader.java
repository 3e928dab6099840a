package dev.triggerbridge.bridge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one entry of {@code streams}. */
final class StreamReader {
  private StreamReader() {}

  static Optional<StreamConfig> read(Section section) {
    String name = section.requiredText("name", "Give the stream a name such as ORDERS");
    Words.checkName(section, "name", name);
    List<String> subjects = new ArrayList<>();
    for (Section.Item item : section.items("subjects", "orders.created.v1")) {
      Subjects.filterFault(item.text())
          .ifPresent(
              fault ->
                  section.problem(item, fault, "Write one such as orders.created.v1 or orders.>"));
      subjects.add(item.text());
    }
    if (!section.hasValue("subjects")) {
      section.problem("subjects", "is missing", "List what the stream stores");
    }
    int replicas = section.integer("replicas", 1, StreamConfig.REPLICAS);
    if (replicas % 2 == 0) {
      section.problem("replicas", "is even, which has no majority", "Use 1, 3 or 5");
    }
    Duration maxAge = section.duration("maxAge", Duration.ofDays(7), StreamConfig.MAX_AGE);
    long maxBytes = section.bytes("maxBytes", 1L << 30, StreamConfig.MAX_BYTES);
    Duration window =
        section.duration("duplicateWindow", Duration.ofMinutes(2), StreamConfig.DUPLICATE_WINDOW);
    limitsAreExplicit(section);
    if (section.isSound() && window.compareTo(maxAge) > 0) {
      section.problem(
          "duplicateWindow", "is longer than maxAge", "Make it at most " + Durations.print(maxAge));
    }
    discard(section);
    section.rejectUnknownKeys();
    return section.isSound()
        ? Optional.of(new StreamConfig(name, subjects, replicas, maxAge, maxBytes, window))
        : Optional.empty();
  }

  /** A limit that nobody chose is how messages disappear. */
  private static void limitsAreExplicit(Section section) {
    missing(section, "maxAge", "Write how long a message is kept, for example 7d");
    missing(section, "maxBytes", "Write how large the stream may grow, for example 10GiB");
    missing(section, "duplicateWindow", "Write how long message ids are remembered, such as 2m");
  }

  private static void missing(Section section, String key, String remedy) {
    if (!section.hasValue(key)) {
      section.problem(key, "is missing, and a stream's limits are always explicit", remedy);
    }
  }

  private static void discard(Section section) {
    section
        .text("discard")
        .filter(policy -> !policy.equals("new"))
        .ifPresent(
            policy ->
                section.problem(
                    "discard",
                    "is not 'new': a full stream would drop messages that nobody has processed",
                    "Write discard: new or leave it out"));
  }
}
