package dev.triggerbridge.bridge.config;

import java.util.Map;

/**
 * Levels that the file asks for; what it does not name stays as the environment says.
 *
 * @param levels {@code ERROR} to {@code TRACE} by {@code bridge}, {@code records}, {@code
 *     libraries}
 */
public record LoggingConfig(Map<String, String> levels) {
  /** Copies the map. */
  public LoggingConfig {
    levels = Map.copyOf(levels);
  }
}
