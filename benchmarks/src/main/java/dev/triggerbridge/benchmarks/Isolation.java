package dev.triggerbridge.benchmarks;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What one mapping notices of another one's trouble, in the same bridge. */
@Command(
    name = "isolation",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures the latency of one mapping at a fixed rate: alone, beside a mapping with a flood"
            + " for a slow function, and beside one whose function fails.")
final class Isolation implements Callable<Integer> {
  private static final int FLOOD = 100_000;

  @Option(names = "--rounds", defaultValue = "5", description = "of each (${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(names = "--rate", defaultValue = "200", description = "messages/s (${DEFAULT-VALUE})")
  private int rate = 200;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "measured, after half as many to warm up (${DEFAULT-VALUE})")
  private int seconds = 10;

  @Option(names = "--out", description = "file for the page of results")
  private @Nullable Path out;

  @Option(
      names = "--bridge",
      defaultValue = "trigger-bridge/target/trigger-bridge.jar",
      description = "the packaged bridge (${DEFAULT-VALUE})")
  private Path bridge = Path.of("trigger-bridge/target/trigger-bridge.jar");

  Isolation() {}

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("triggerbridge-bench-");
    Map<Neighbour, List<Endpoint.Counters>> measured = new EnumMap<>(Neighbour.class);
    try (NatsServer nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
        Endpoint endpoint = Endpoint.start(folder.resolve("endpoint.log"));
        Workload workload = new Workload(nats.url(), 256)) {
      for (int round = 1; round <= rounds; round++) {
        for (Neighbour neighbour : Neighbour.values()) {
          Endpoint.Counters counters = measure(neighbour, nats.url(), endpoint, workload, folder);
          measured.computeIfAbsent(neighbour, ignored -> new ArrayList<>()).add(counters);
          System.out.printf(
              "round %d beside %-8s p50 %.2f ms  p99 %.2f ms%n",
              round, neighbour, counters.p50Micros() / 1e3, counters.p99Micros() / 1e3);
        }
      }
    } finally {
      Machine.delete(folder);
    }
    Page.publish(page(measured), out);
    return CommandLine.ExitCode.OK;
  }

  private Endpoint.Counters measure(
      Neighbour neighbour, String nats, Endpoint endpoint, Workload workload, Path folder)
      throws Exception {
    workload.fill(0);
    workload.flood("FLOOD", "flood.in", neighbour == Neighbour.NONE ? 0 : FLOOD);
    try (JavaProcess process =
        PackagedBridge.start(
            bridge, folder, List.of(), configuration(nats, endpoint.url(), neighbour))) {
      endpoint.reset(true);
      await(endpoint, process, workload.openLoop(rate, Math.max(1, seconds / 2)));
      endpoint.reset(true);
      Endpoint.Counters counters = await(endpoint, process, workload.openLoop(rate, seconds));
      if (neighbour != Neighbour.NONE && workload.pending("FLOOD", "flood") == 0) {
        throw new IllegalStateException("the flood was over before the measurement was");
      }
      return counters;
    }
  }

  private static Endpoint.Counters await(Endpoint endpoint, JavaProcess process, int records)
      throws Exception {
    while (true) {
      Endpoint.Counters counters = endpoint.counters();
      if (counters.records() >= records) {
        return counters;
      }
      if (!process.isAlive()) {
        throw new IllegalStateException("the bridge ended");
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static String configuration(String nats, String lambda, Neighbour neighbour) {
    return """
    nats: {servers: "%s"}
    lambda: {region: eu-central-1, endpoint: "%s"}
    mappings:
      - {name: measured, stream: BENCH, functionName: noop, batchSize: 10, maximumConcurrency: 5}
      - {name: flood, stream: FLOOD, functionName: %s, batchSize: 10, maximumConcurrency: 5}
    """
        .formatted(nats, lambda, neighbour == Neighbour.FAILING ? "failing" : "slow");
  }

  private String page(Map<Neighbour, List<Endpoint.Counters>> measured) {
    StringBuilder page = new StringBuilder("# One mapping beside another one's trouble\n\n");
    page.append(
        "    benchmarks/run isolation --rounds %d --rate %d --seconds %d\n\n"
            .formatted(rounds, rate, seconds));
    page.append(Machine.setting()).append("\n\n");
    page.append("Latency from when a message was due to the arrival of its invocation; medians of")
        .append(
            " the rounds.\n\n| beside | p50, ms | p99, ms | p99 / alone |\n|---|---|---|---|\n");
    double alone = p99(measured, Neighbour.NONE);
    for (Neighbour neighbour : Neighbour.values()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f |%n",
              neighbour.words,
              Results.median(measured.get(neighbour), Endpoint.Counters::p50Micros) / 1e3,
              p99(measured, neighbour),
              p99(measured, neighbour) / alone));
    }
    return page.toString();
  }

  private static double p99(Map<Neighbour, List<Endpoint.Counters>> measured, Neighbour neighbour) {
    return Results.median(measured.get(neighbour), Endpoint.Counters::p99Micros) / 1e3;
  }

  private enum Neighbour {
    NONE("an idle mapping"),
    FLOODED("a flood of 100,000 messages for a function that takes 50 ms"),
    FAILING("a flood of 100,000 messages for a function that answers 500");

    private final String words;

    Neighbour(String words) {
      this.words = words;
    }
  }
}
