package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.nats.Difference;
import dev.triggerbridge.bridge.nats.NatsSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what {@code apply} would do. */
@Command(
    name = "plan",
    description = "Shows how the server's streams and consumers differ from the configuration.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = Main.FAILED,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge plan --config bridge.yaml",
      "  trigger-bridge plan --config bridge.yaml --output json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the server is as configured",
      "1:a failure, or a configuration or a command line that cannot be used",
      "2:there are differences"
    })
final class PlanCommand implements Callable<Integer> {
  /** The code of {@code terraform plan -detailed-exitcode}. */
  static final int DIFFERENT = 2;

  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    try (NatsSession nats = NatsSession.connect(Translation.nats(read.nats()))) {
      List<Difference> differences = PlanScope.of(read, config.contents(read), nats).differences();
      PrintWriter out = spec.commandLine().getOut();
      if (differences.isEmpty() && !output.isJson()) {
        out.println("No differences: the server is as configured.");
        out.flush();
      } else {
        PlanView.print(out, output.format(), differences);
      }
      return differences.isEmpty() ? Main.OK : DIFFERENT;
    }
  }
}
