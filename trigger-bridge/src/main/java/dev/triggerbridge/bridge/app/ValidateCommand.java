package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.config.BridgeConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a configuration without connecting to anything. */
@Command(
    name = "validate",
    description = "Checks a configuration without connecting to anything.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge validate --config bridge.yaml",
      "  trigger-bridge validate --config bridge.yaml --output json"
    })
final class ValidateCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    BridgeConfig read = config.read();
    PrintWriter out = spec.commandLine().getOut();
    if (!output.isJson()) {
      out.printf(
          "%s is valid: %d mappings, %d streams%n",
          config.file(), read.mappings().size(), read.streams().size());
    }
    Listing mappings = new Listing("mapping", "stream", "functionName", "enabled");
    read.mappings()
        .forEach(
            mapping ->
                mappings.add(
                    mapping.name(), mapping.stream(), mapping.functionName(), mapping.enabled()));
    mappings.print(out, output.format());
    return Main.OK;
  }
}
