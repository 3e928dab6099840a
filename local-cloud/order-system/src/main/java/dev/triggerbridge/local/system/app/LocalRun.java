package dev.triggerbridge.local.system.app;

import dev.triggerbridge.local.prometheus.PrometheusBinaries;
import dev.triggerbridge.local.prometheus.PrometheusServer;
import dev.triggerbridge.local.system.plan.Fault;
import dev.triggerbridge.local.system.plan.FaultPlan;
import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.read.SnapshotFiles;
import dev.triggerbridge.local.system.report.Report;
import dev.triggerbridge.local.system.report.ReportJson;
import dev.triggerbridge.local.system.report.Table;
import dev.triggerbridge.local.system.simulate.JournalFile;
import dev.triggerbridge.local.system.stack.LocalStack;
import dev.triggerbridge.local.system.stack.MemoryWatch;
import dev.triggerbridge.local.system.stack.StackSettings;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One call of {@code run-local} from start to end. */
final class LocalRun {
  private final Options options;
  private final Path home;
  private final PrintStream out;

  LocalRun(Options options, Path home, PrintStream out) {
    this.options = options;
    this.home = home;
    this.out = out;
  }

  /**
   * Runs in the calling thread.
   *
   * @return the exit status: 0 if every invariant holds, 1 if one is broken
   */
  int execute() throws Exception {
    if (options.clean()) {
      StateFolder.clean(options.data());
    }
    try (StateFolder state = StateFolder.open(options.data())) {
      try {
        int status = execute(state);
        if (status != 0) {
          state.keep();
        }
        return status;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        state.keep();
        out.println("logs and state are kept in " + state.root());
        throw e;
      }
    }
  }

  private int execute(StateFolder state) throws Exception {
    Progress progress = new Progress(out);
    Set<Fault> faults = FaultPlan.of(options.orders(), options.orders() > 0 && options.faults());
    if (options.awsEndpoint() != null) {
      // Processes elsewhere leave no proof here that they halted.
      faults.remove(Fault.FUNCTION_KILLED);
    }
    try (JournalFile journal = JournalFile.open(state.journal());
        MemoryWatch memory = MemoryWatch.start()) {
      String runId = journal.beginRun();
      progress.say("run %s with seed %d; starting the servers".formatted(runId, options.seed()));
      CrashPlan crashes = CrashPlan.of(faults, options.orders());
      Files.createDirectories(state.logs(runId));
      try (TracesOfRun traces = TracesOfRun.start(options.zipkin(), state.logs(runId));
          LocalStack stack =
              LocalStack.start(
                  settings(state, runId, crashes).withTraces(traces.otlp()), progress::say);
          PrometheusServer watching = options.prometheus() ? watch(stack, state) : null) {
        traces.announce(progress::say);
        progress.say("everything is up; bridge is process " + stack.bridge().pid());
        int status = 0;
        if (options.orders() > 0) {
          status = place(stack, state, journal, runId, faults, progress, memory, traces);
        }
        if (options.serve()) {
          serve(stack, state, runId, traces, watching);
        }
        return status;
      }
    }
  }

  private int place(
      LocalStack stack,
      StateFolder state,
      JournalFile journal,
      String runId,
      Set<Fault> faults,
      Progress progress,
      MemoryWatch memory,
      TracesOfRun traces)
      throws Exception {
    OrderPlan plan = OrderPlan.of(runId, options.orders(), options.seed(), options.faults());
    OrderRun run = new OrderRun(stack, journal, plan, faults, progress, traces.producer());
    OrderRun.Result result;
    try (Connection nats = connect(stack)) {
      result =
          run.execute(
              nats,
              options.rate(),
              Duration.ofSeconds(options.timeoutSeconds()),
              options.seed(),
              state.logs(runId),
              state.crashes(runId));
    }
    Report report = result.report();
    if (!report.ok()) {
      state.keep();
      SnapshotFiles.write(result.snapshot(), state.snapshot());
    }
    Table.of(report, result.counters().withPeak(memory.peakBytes()), places(state, runId))
        .forEach(out::println);
    Path file = options.report();
    if (file != null) {
      Files.writeString(file, ReportJson.of(report));
    }
    out.println();
    out.println(report.ok() ? "Every invariant holds." : "A broken invariant: see above.");
    return report.ok() ? 0 : 1;
  }

  private void serve(
      LocalStack stack,
      StateFolder state,
      String runId,
      TracesOfRun traces,
      @Nullable PrometheusServer watching)
      throws IOException, InterruptedException {
    Map<String, String> variables = new LinkedHashMap<>(stack.addresses().environment());
    variables.putAll(traces.environment());
    StringBuilder exports = new StringBuilder();
    out.println();
    variables.forEach(
        (name, value) -> {
          exports.append("export ").append(name).append('=').append(value).append('\n');
          out.printf("  %-28s %s%n", name, value);
        });
    Files.writeString(state.environment(), exports.toString());
    out.println();
    out.println("Console: " + stack.addresses().bridge() + "/");
    out.println("Metrics: " + stack.addresses().bridge().resolve("/metrics"));
    URI functions = stack.functionMetrics();
    if (functions != null) {
      out.println("         " + functions.resolve("/metrics") + " of the functions");
    }
    out.println(
        watching == null
            ? "         --prometheus starts a Prometheus with the alert rules"
            : "         %sgraph, alerts under %<salerts".formatted(watching.url()));
    out.println("For a shell: . " + state.environment());
    out.println("Logs are in " + state.logs(runId) + ". Ctrl-C stops everything.");
    new CountDownLatch(1).await();
  }

  private PrometheusServer watch(LocalStack stack, StateFolder state) throws IOException {
    Map<String, String> targets = new LinkedHashMap<>();
    targets.put("trigger-bridge", stack.addresses().bridge().getAuthority());
    URI functions = stack.functionMetrics();
    if (functions != null) {
      targets.put("functions", functions.getAuthority());
    }
    return PrometheusServer.start(
        PrometheusBinaries.resolve(),
        state.root().resolve("prometheus"),
        targets,
        List.of(home.resolve("observability/prometheus/rules.yml")),
        Duration.ofSeconds(5));
  }

  private StackSettings settings(StateFolder state, String runId, CrashPlan crashes) {
    return new StackSettings(
            home,
            state.nats(),
            state.isTemporary() ? null : state.dynamoDb(),
            state.s3(),
            state.isTemporary() ? null : state.gateway(),
            state.logs(runId),
            state.crashes(runId),
            crashes.functions(),
            crashes.bridge())
        .withAwsEndpoint(options.awsEndpoint());
  }

  private static Connection connect(LocalStack stack) throws IOException, InterruptedException {
    return Nats.connect(
        io.nats.client.Options.builder()
            .server(stack.addresses().nats().toString())
            .connectionName("order-simulator")
            .maxReconnects(-1)
            .errorListener(new ErrorListener() {})
            .build());
  }

  private Map<String, String> places(StateFolder state, String runId) {
    Map<String, String> places = new LinkedHashMap<>();
    if (!state.isKept() && !options.serve()) {
      places.put("state and logs", "removed after a good run; --data DIR keeps them");
      return places;
    }
    places.put("streams", state.nats().toString());
    if (state.isTemporary()) {
      places.put("tables, ledger", state.snapshot().toString());
    } else {
      places.put("tables", state.dynamoDb().toString());
      places.put("ledger", state.gateway().toString());
    }
    places.put("audit", state.s3().toString());
    places.put("logs", state.logs(runId).toString());
    return places;
  }
}
