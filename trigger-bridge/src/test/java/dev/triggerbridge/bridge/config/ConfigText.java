package dev.triggerbridge.bridge.config;

import java.util.List;
import java.util.Map;

/** Configuration documents for tests, and a reader with an environment of its own. */
final class ConfigText {
  static final String MINIMAL =
      """
      nats:
        servers: nats://127.0.0.1:4222
      mappings:
        - name: payment
          stream: ORDERS
          functionName: payment
      """;

  private ConfigText() {}

  static BridgeConfig read(String yaml) {
    return read(yaml, Map.of());
  }

  static BridgeConfig read(String yaml, Map<String, String> environment) {
    return new BridgeConfigReader(environment::get).read(yaml, "bridge.yaml");
  }

  /** The minimal document with more lines in its only mapping. */
  static String mapping(String... lines) {
    StringBuilder yaml = new StringBuilder(MINIMAL);
    for (String line : lines) {
      yaml.append("    ").append(line).append('\n');
    }
    return yaml.toString();
  }

  /** The minimal document with one stream of these lines. */
  static String stream(String... lines) {
    return MINIMAL + "streams:\n  - " + String.join("\n    ", lines) + "\n";
  }

  /** What is wrong with a document; fails if nothing is. */
  static List<Problem> problems(String yaml) {
    return problems(yaml, Map.of());
  }

  static List<Problem> problems(String yaml, Map<String, String> environment) {
    try {
      BridgeConfig config = read(yaml, environment);
      throw new AssertionError("was accepted: " + config);
    } catch (InvalidConfigurationException e) {
      return e.problems();
    }
  }
}
