package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.nats.Difference;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.nats.ServerPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the server as configured, as far as that is possible without loss. */
@Command(
    name = "apply",
    description =
        "Creates and changes the server's streams and consumers as the configuration says.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge plan  --config bridge.yaml",
      "  trigger-bridge apply --config bridge.yaml"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the server is as configured",
      "1:a failure at run time",
      "2:a configuration or a command line that cannot be used",
      "3:some differences stay, because the server cannot change them or messages would be lost"
    })
final class ApplyCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--allow-discard",
      description = "Lowers a stream's limit even if that deletes messages at once.")
  private boolean discards;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    try (NatsSession nats = NatsSession.connect(Translation.nats(read.nats()))) {
      ServerPlan plan = PlanScope.of(read, config.contents(read), nats);
      List<Difference> done = new ArrayList<>(plan.differences());
      List<Difference> left = plan.apply(discards);
      done.removeAll(left);
      print(done, left);
      return left.isEmpty() ? Main.OK : Main.PARTLY;
    }
  }

  /** With json what was done goes to the output and what is left over to the errors. */
  private void print(List<Difference> done, List<Difference> left) {
    PrintWriter out = spec.commandLine().getOut();
    if (!output.isJson()) {
      out.println(done.isEmpty() ? "Nothing was changed." : "Done:");
    }
    PlanView.print(out, output.format(), done);
    if (!left.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("Not done:");
      PlanView.print(err, output.format(), left);
    }
  }
}
