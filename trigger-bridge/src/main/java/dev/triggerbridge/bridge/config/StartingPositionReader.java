package dev.triggerbridge.bridge.config;

import dev.triggerbridge.bridge.config.MappingConfig.StartingPosition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** Reads where a new consumer begins. */
final class StartingPositionReader {
  private static final String TIMESTAMP = "startingPositionTimestamp";
  private static final String SEQUENCE = "startingPositionSequence";

  private StartingPositionReader() {}

  private enum Kind {
    TRIM_HORIZON,
    LATEST,
    LAST,
    AT_TIMESTAMP,
    AT_SEQUENCE
  }

  static StartingPosition read(Section section) {
    Kind kind =
        section.choice(
            "startingPosition",
            Kind.TRIM_HORIZON,
            Map.of(
                "TRIM_HORIZON", Kind.TRIM_HORIZON,
                "LATEST", Kind.LATEST,
                "LAST", Kind.LAST,
                "AT_TIMESTAMP", Kind.AT_TIMESTAMP,
                "AT_SEQUENCE", Kind.AT_SEQUENCE));
    onlyWith(section, TIMESTAMP, kind == Kind.AT_TIMESTAMP, "AT_TIMESTAMP");
    onlyWith(section, SEQUENCE, kind == Kind.AT_SEQUENCE, "AT_SEQUENCE");
    return switch (kind) {
      case TRIM_HORIZON -> new StartingPosition.TrimHorizon();
      case LATEST -> new StartingPosition.Latest();
      case LAST -> new StartingPosition.Last();
      case AT_TIMESTAMP -> new StartingPosition.AtTimestamp(timestamp(section));
      case AT_SEQUENCE -> new StartingPosition.AtSequence(sequence(section));
    };
  }

  private static void onlyWith(Section section, String key, boolean wanted, String position) {
    if (section.hasValue(key) && !wanted) {
      section.problem(
          key,
          "is used only with startingPosition " + position,
          "Remove it or write startingPosition: " + position);
    }
  }

  private static Instant timestamp(Section section) {
    String text = section.requiredText(TIMESTAMP, "Write a time such as 2026-11-23T07:00:00Z");
    try {
      return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeParseException e) {
      section.problem(TIMESTAMP, "is not a time in UTC", "Write one such as 2026-11-23T07:00:00Z");
      return Instant.EPOCH;
    }
  }

  private static long sequence(Section section) {
    Optional<String> text = section.text(SEQUENCE);
    if (text.isPresent() && text.get().matches("[1-9]\\d{0,17}")) {
      return Long.parseLong(text.get());
    }
    section.problem(
        SEQUENCE,
        text.isEmpty() ? "is missing" : "is not a stream sequence",
        "Write a number from 1, as 'nats stream view' shows it");
    return 1;
  }
}
