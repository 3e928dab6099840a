package dev.triggerbridge.benchmarks;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the bridge and the bare loop in turns, so that a noisy machine is noisy for both. */
@Command(
    name = "comparison",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs the packaged bridge against a no-op Lambda endpoint beside a bare loop (pull, encode,"
            + " POST, ack), interleaved, and prints the medians.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "1:a subject failed", "2:wrong options"})
final class Comparison implements Callable<Integer> {
  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "of each subject (${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(
      names = "--messages",
      defaultValue = "400000",
      description = "measured per throughput round (${DEFAULT-VALUE})")
  private int messages = 400_000;

  @Option(
      names = "--warmup",
      defaultValue = "1000000",
      description = "messages before that: compiling takes half a minute (${DEFAULT-VALUE})")
  private int warmup = 1_000_000;

  @Option(
      names = "--payload",
      defaultValue = "256",
      description = "bytes of a message, 16 or more (${DEFAULT-VALUE})")
  private int payload = 256;

  @Option(names = "--batch", defaultValue = "100", description = "batchSize (${DEFAULT-VALUE})")
  private int batch = 100;

  @Option(
      names = "--concurrency",
      defaultValue = "10",
      description = "maximumConcurrency (${DEFAULT-VALUE})")
  private int concurrency = 10;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "messages per second of a latency round (${DEFAULT-VALUE})")
  private int rate = 5_000;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "of a latency round, after as many to warm up (${DEFAULT-VALUE})")
  private int seconds = 10;

  @Option(
      names = "--aot",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "train Java's ahead-of-time cache first, for every subject (${DEFAULT-VALUE})")
  private boolean aot = true;

  @Option(names = "--out", description = "file for the page of results")
  private @Nullable Path out;

  @Option(
      names = "--bridge",
      defaultValue = "trigger-bridge/target/trigger-bridge.jar",
      description = "the packaged bridge (${DEFAULT-VALUE})")
  private Path bridge = Path.of("trigger-bridge/target/trigger-bridge.jar");

  @Option(names = "--logs", description = "folder for the logs, kept (a temporary one, removed)")
  private @Nullable Path logs;

  Comparison() {}

  @Override
  public Integer call() throws Exception {
    if (payload < Stamp.LENGTH || rounds < 1 || !Files.isRegularFile(bridge)) {
      System.err.println(
          "--payload must be 16 or more, --rounds 1 or more, and --bridge a file: build it with mvn"
              + " package");
      return CommandLine.ExitCode.USAGE;
    }
    Path temporary = Files.createTempDirectory("triggerbridge-bench-");
    Path folder = logs == null ? temporary : Files.createDirectories(logs);
    Results results = new Results();
    try (NatsServer nats = NatsServer.start(NatsServerOptions.in(temporary.resolve("nats")));
        Endpoint endpoint = Endpoint.start(folder.resolve("endpoint.log"));
        Workload workload = new Workload(nats.url(), payload)) {
      Subject.Setup setup =
          new Subject.Setup(nats.url(), endpoint.url(), batch, concurrency, bridge, AotCache.NONE);
      if (aot) {
        train(new Round(workload, endpoint, setup.with(new AotCache(folder, true)), folder));
        setup = setup.with(new AotCache(folder, false));
      }
      Round round = new Round(workload, endpoint, setup, folder);
      for (int i = 1; i <= rounds; i++) {
        for (Subject subject : Subject.values()) {
          Round.Throughput throughput = round.throughput(subject, warmup, messages);
          results.add(subject, throughput);
          Round.Latency latency = round.latency(subject, rate, seconds);
          results.add(subject, latency);
          System.out.printf(
              "round %d %-6s %,9.0f msgs/s %6.1f µs CPU  p50 %.2f ms  p99 %.2f ms%n",
              i,
              subject,
              throughput.perSecond(),
              throughput.cpuMicros(),
              latency.p50Millis(),
              latency.p99Millis());
        }
      }
    } finally {
      Machine.delete(temporary);
    }
    Page.publish(results.page(command(), Machine.setting()), out);
    return CommandLine.ExitCode.OK;
  }

  private void train(Round round) throws Exception {
    for (Subject subject : Subject.values()) {
      round.throughput(subject, 0, warmup);
    }
  }

  private String command() {
    return String.join(
        " ",
        List.of(
            "benchmarks/run comparison",
            "--rounds " + rounds,
            "--messages " + messages,
            "--warmup " + warmup,
            "--payload " + payload,
            "--batch " + batch,
            "--concurrency " + concurrency,
            "--rate " + rate,
            "--seconds " + seconds,
            aot ? "--aot" : "--no-aot"));
  }
}
