package dev.triggerbridge.bridge.config;

import dev.triggerbridge.bridge.config.RetryLimitsConfig.FailureKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what bounds the retries of a mapping. */
final class RetryLimitsReader {
  private static final String AGE = "maximumRecordAge";
  private static final Map<String, FailureKind> KINDS =
      Map.of(
          "record", FailureKind.RECORD,
          "functionError", FailureKind.FUNCTION_ERROR,
          "timeout", FailureKind.TIMEOUT,
          "invalidAnswer", FailureKind.INVALID_ANSWER,
          "reject", FailureKind.REJECT);
  private static final List<String> FREE = List.of("throttled", "unavailable", "notAttempted");

  private RetryLimitsReader() {}

  static RetryLimitsConfig read(Section mapping) {
    Section section = mapping.section("maximumRetryAttemptsFor");
    Map<FailureKind, Integer> perError = new EnumMap<>(FailureKind.class);
    KINDS.forEach(
        (key, kind) -> {
          if (section.hasValue(key)) {
            perError.put(kind, section.integer(key, 0, MappingConfig.MAXIMUM_RETRY_ATTEMPTS));
          }
        });
    for (String key : FREE) {
      if (section.hasValue(key)) {
        section.problem(
            key,
            "costs no attempt: such records are held until the function takes them",
            "Remove it, and bound how long a record may wait with maximumRecordAge");
      }
    }
    section.rejectUnknownKeys();
    return new RetryLimitsConfig(perError, age(mapping));
  }

  /** AWS writes -1 for no limit. */
  private static Optional<Duration> age(Section mapping) {
    Optional<String> text = mapping.text(AGE);
    if (text.isEmpty() || text.get().equals("-1")) {
      return Optional.empty();
    }
    return Optional.of(
        mapping.duration(AGE, Duration.ofDays(7), RetryLimitsConfig.MAXIMUM_RECORD_AGE));
  }
}
