package dev.triggerbridge.bridge.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@code logging}. */
final class LoggingReader {
  private static final List<String> LEVELS =
      List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE", "OFF");

  private LoggingReader() {}

  static LoggingConfig read(Section section) {
    Map<String, String> levels = new LinkedHashMap<>();
    for (String group : List.of("bridge", "records", "libraries")) {
      section
          .item(group)
          .ifPresent(
              item -> {
                String level = item.text().toUpperCase(Locale.ROOT);
                if (LEVELS.contains(level)) {
                  levels.put(group, level);
                } else {
                  section.problem(
                      item, "is not a log level", "Write one of " + String.join(", ", LEVELS));
                }
              });
    }
    section.rejectUnknownKeys();
    return new LoggingConfig(levels);
  }
}
