package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.Durations;
import dev.triggerbridge.bridge.telemetry.LogLevels;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request of the endpoint {@code trigger-bridge.log-level}: nothing, to be told the levels, or
 * {@code GROUP LEVEL [TIME]}. Pure but for the levels.
 */
final class LogLevelRequest {
  private LogLevelRequest() {}

  /**
   * Does what is asked and answers with the levels that hold then, as JSON.
   *
   * @throws IllegalArgumentException if the request cannot be understood; the message may be shown
   */
  static String answer(String request, LogLevels levels, String instance) {
    String[] words = request.strip().split("\\s+");
    if (!words[0].isEmpty()) {
      if (words.length < 2 || words.length > 3) {
        throw new IllegalArgumentException(
            "write GROUP LEVEL [TIME], such as 'records DEBUG 10m', or nothing");
      }
      levels.set(words[0], words[1], words.length == 3 ? time(words[2]) : Duration.ZERO);
    }
    return json(levels.levels(), instance);
  }

  private static Duration time(String text) {
    try {
      return Durations.parsed("TIME", text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "'%s' is not a time: write one such as 10m".formatted(text), e);
    }
  }

  private static String json(Map<String, String> levels, String instance) {
    return levels.entrySet().stream()
        .map(each -> "\"%s\":\"%s\"".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(",", "{\"instance\":\"" + instance + "\",\"levels\":{", "}}"));
  }
}
