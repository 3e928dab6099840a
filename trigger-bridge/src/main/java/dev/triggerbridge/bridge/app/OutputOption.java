package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.OutputFormat;
import picocli.CommandLine.Option;

/** How a command prints its results: the option of every command that has any. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.TABLE;

  OutputFormat format() {
    return format;
  }

  boolean isJson() {
    return format == OutputFormat.JSON;
  }
}
