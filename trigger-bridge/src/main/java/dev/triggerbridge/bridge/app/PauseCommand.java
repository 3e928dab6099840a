package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.Durations;
import dev.triggerbridge.bridge.console.BridgeStatus;
import dev.triggerbridge.bridge.console.MappingStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pauses one mapping on all replicas, until it is resumed. */
@Command(
    name = "pause",
    description =
        "Pauses a mapping on all replicas, beyond restarts: nothing more is pulled, what is in"
            + " flight is finished.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge pause  --config bridge.yaml --mapping payment",
      "  trigger-bridge pause  --config bridge.yaml --mapping payment --wait 15m",
      "  trigger-bridge resume --config bridge.yaml --mapping payment"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:paused, and nothing is in flight",
      "1:a failure at run time",
      "2:a configuration or a command line that cannot be used",
      "3:paused, and something was still in flight after --wait"
    })
final class PauseCommand implements Callable<Integer> {
  private static final Duration WINDOW = Duration.ofMillis(500);
  private static final Set<String> AT_REST = Set.of("PAUSED", "DISABLED", "STOPPED");

  @Mixin private final ConfigOption config = new ConfigOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--mapping", required = true, paramLabel = "NAME", description = "Which one.")
  private String mapping = "";

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description = "How long to wait until nothing is in flight; default: ${DEFAULT-VALUE}.")
  private String patience = "30s";

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    Duration wait = Durations.parsed("--wait", patience);
    var unused = BridgeClient.mapping(read, mapping);
    try (BridgeClient client = BridgeClient.connect(read)) {
      client.pauses().pause(mapping);
      long end = System.nanoTime() + wait.toNanos();
      List<MappingStatus> working;
      do {
        List<BridgeStatus> replicas = client.statuses(WINDOW);
        working =
            replicas.stream()
                .flatMap(replica -> replica.mappings().stream())
                .filter(each -> each.name().equals(mapping) && !AT_REST.contains(each.state()))
                .toList();
      } while (!working.isEmpty() && System.nanoTime() < end);
      return report(working);
    }
  }

  private int report(List<MappingStatus> working) {
    PrintWriter out = spec.commandLine().getOut();
    if (working.isEmpty()) {
      out.printf("mapping %s is paused; nothing of it is in flight%n", mapping);
    } else {
      out.printf(
          "mapping %s is paused; %d replicas still finish what is in flight%n",
          mapping, working.size());
    }
    out.flush();
    return working.isEmpty() ? Main.OK : Main.PARTLY;
  }
}
