package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.BridgeConfigReader;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that every command has. */
final class ConfigOption {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration in YAML; docs/mappings.md describes it.")
  private Path file = Path.of("");

  Path file() {
    return file;
  }

  BridgeConfig read() {
    BridgeConfig config = new BridgeConfigReader().read(file);
    contents(config);
    return config;
  }

  /** What the configuration refers to. */
  Contents contents(BridgeConfig config) {
    return Contents.read(file.toString(), config);
  }
}
