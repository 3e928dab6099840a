package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends a pause on all replicas. */
@Command(
    name = "resume",
    description = "Resumes a mapping that was paused, on all replicas.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  trigger-bridge resume --config bridge.yaml --mapping payment")
final class ResumeCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--mapping", required = true, paramLabel = "NAME", description = "Which one.")
  private String mapping = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    MappingConfig configured = BridgeClient.mapping(read, mapping);
    try (BridgeClient client = BridgeClient.connect(read)) {
      client.pauses().resume(mapping);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          configured.enabled()
              ? "mapping " + mapping + " is resumed"
              : "mapping "
                  + mapping
                  + " is not paused, but has enabled: false in the configuration");
      out.flush();
      return Main.OK;
    }
  }
}
