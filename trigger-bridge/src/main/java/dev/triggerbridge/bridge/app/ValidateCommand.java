package dev.triggerbridge.bridge.app;

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
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    BridgeConfig read = config.read();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s is valid: %d mappings, %d streams%n",
        config.file(), read.mappings().size(), read.streams().size());
    read.mappings()
        .forEach(
            mapping ->
                out.printf(
                    "  %s: %s -> %s%s%n",
                    mapping.name(),
                    mapping.stream(),
                    mapping.functionName(),
                    mapping.enabled() ? "" : " (not enabled)"));
    out.flush();
    return Main.OK;
  }
}
