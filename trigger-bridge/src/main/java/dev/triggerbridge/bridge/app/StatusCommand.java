package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.console.BridgeStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How each mapping stands, over all replicas. */
@Command(
    name = "status",
    description = "Shows how each mapping stands, over all replicas.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge status --config bridge.yaml",
      "  trigger-bridge status --config bridge.yaml --watch",
      "  trigger-bridge status --config bridge.yaml --output json"
    })
final class StatusCommand implements Callable<Integer> {
  private static final Duration WINDOW = Duration.ofMillis(500);
  private static final Duration RATE_OVER = Duration.ofSeconds(1);
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--watch",
      description =
          "Shows it again every two seconds, until interrupted; with json one array each.")
  private boolean watch;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    try (BridgeClient client = BridgeClient.connect(read)) {
      List<BridgeStatus> before = client.statuses(WINDOW);
      Instant then = Instant.now();
      do {
        TimeUnit.MILLISECONDS.sleep(RATE_OVER.toMillis());
        List<BridgeStatus> now = client.statuses(WINDOW);
        Instant at = Instant.now();
        print(client, read, new StatusSummary(now, before, Duration.between(then, at), at));
        before = now;
        then = at;
      } while (watch);
      return Main.OK;
    }
  }

  private void print(BridgeClient client, BridgeConfig read, StatusSummary summary)
      throws IOException {
    Set<String> paused = client.pauses().paused();
    Listing rows = StatusSummary.listing();
    for (MappingConfig mapping : read.mappings()) {
      summary.add(
          rows,
          mapping,
          client.nats().standing(mapping.stream(), mapping.consumer()),
          paused.contains(mapping.name()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (watch && !output.isJson()) {
      out.print(CLEAR);
    }
    rows.print(out, output.format());
  }
}
