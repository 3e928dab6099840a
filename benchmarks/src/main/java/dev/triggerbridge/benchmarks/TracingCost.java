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
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the packaged bridge without traces, with failures only, and with all, in turns. */
@Command(
    name = "tracing",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs the packaged bridge with tracing off, at ratio 0 and at ratio 1 against a no-op Lambda"
            + " endpoint that also takes the spans, interleaved, and prints the medians.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "1:a subject failed", "2:wrong options"})
final class TracingCost implements Callable<Integer> {
  @Option(names = "--rounds", defaultValue = "3", description = "of each (${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(
      names = "--messages",
      defaultValue = "200000",
      description = "measured per round (${DEFAULT-VALUE})")
  private int messages = 200_000;

  @Option(
      names = "--warmup",
      defaultValue = "300000",
      description = "messages before that (${DEFAULT-VALUE})")
  private int warmup = 300_000;

  @Option(names = "--batch", defaultValue = "100", description = "batchSize (${DEFAULT-VALUE})")
  private int batch = 100;

  @Option(names = "--out", description = "file for the page of results")
  private @Nullable Path out;

  @Option(
      names = "--bridge",
      defaultValue = "trigger-bridge/target/trigger-bridge.jar",
      description = "the packaged bridge (${DEFAULT-VALUE})")
  private Path bridge = Path.of("trigger-bridge/target/trigger-bridge.jar");

  TracingCost() {}

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("triggerbridge-bench-");
    Map<Variant, List<Measured>> results = new EnumMap<>(Variant.class);
    try (NatsServer nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
        Endpoint endpoint = Endpoint.start(folder.resolve("endpoint.log"));
        Workload workload = new Workload(nats.url(), 256)) {
      Subject.Setup setup =
          new Subject.Setup(nats.url(), endpoint.url(), batch, 10, bridge, AotCache.NONE);
      for (int i = 1; i <= rounds; i++) {
        for (Variant variant : Variant.values()) {
          Round round =
              new Round(workload, endpoint, setup.with(variant.lines(endpoint.url())), folder);
          Round.Throughput drained = round.throughput(Subject.BRIDGE, warmup, messages);
          Round.Latency idle = round.latency(Subject.BRIDGE, 100, 1);
          results
              .computeIfAbsent(variant, each -> new ArrayList<>())
              .add(
                  new Measured(
                      drained.perSecond(),
                      drained.cpuMicros(),
                      idle.readySeconds(),
                      idle.idleBytes() / 1048576.0));
          System.out.printf(
              Locale.ROOT,
              "round %d %-8s %,9.0f msgs/s %6.1f µs CPU  ready %.2f s  idle %.0f MiB%n",
              i,
              variant,
              drained.perSecond(),
              drained.cpuMicros(),
              idle.readySeconds(),
              idle.idleBytes() / 1048576.0);
        }
      }
    } finally {
      Machine.delete(folder);
    }
    Page.publish(page(results), out);
    return CommandLine.ExitCode.OK;
  }

  private String page(Map<Variant, List<Measured>> results) {
    StringBuilder page = new StringBuilder("# What traces cost the bridge\n\n");
    page.append(
        "    benchmarks/run tracing --rounds %d --messages %d --warmup %d --batch %d%n%n"
            .formatted(rounds, messages, warmup, batch));
    page.append(Machine.setting()).append("\n\n");
    page.append("Medians, in brackets the least and the greatest round.\n\n");
    page.append("| | off | `sampleRatio: 0` | `sampleRatio: 1` |\n|---|---|---|---|\n");
    row(page, "messages per second, draining a full stream", "%,.0f", results, Measured::rate);
    row(page, "CPU per message, µs", "%.1f", results, Measured::cpu);
    row(page, "ready after, s", "%.2f", results, Measured::ready);
    row(page, "resident when idle, MiB", "%.0f", results, Measured::idle);
    return page.toString();
  }

  private static void row(
      StringBuilder page,
      String name,
      String format,
      Map<Variant, List<Measured>> results,
      ToDoubleFunction<Measured> value) {
    page.append("| ").append(name).append(" |");
    results.forEach(
        (variant, measured) ->
            page.append(' ').append(Results.spread(measured, value).cell(format)).append(" |"));
    page.append('\n');
  }

  private enum Variant {
    OFF,
    FAILURES,
    ALL;

    String lines(String endpoint) {
      return this == OFF
          ? ""
          : "tracing: {endpoint: \"%s\", sampleRatio: %d}%n"
              .formatted(endpoint, this == ALL ? 1 : 0);
    }
  }

  private record Measured(double rate, double cpu, double ready, double idle) {}
}
