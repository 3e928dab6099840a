package dev.triggerbridge.local.chaos.app;

import dev.triggerbridge.local.chaos.check.Invocations;
import dev.triggerbridge.local.chaos.history.History;
import dev.triggerbridge.local.chaos.load.LanePublisher;
import dev.triggerbridge.local.chaos.load.Pace;
import dev.triggerbridge.local.chaos.plan.ChaosPlan;
import dev.triggerbridge.local.chaos.plan.Scenario;
import dev.triggerbridge.local.chaos.result.ResultFile;
import dev.triggerbridge.local.chaos.result.RunResult;
import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.chaos.stack.StackSpec;
import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.read.SnapshotFiles;
import dev.triggerbridge.local.system.simulate.JournalFile;
import dev.triggerbridge.local.system.stack.Trees;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes runs until there are enough; those of equal needs share the servers for a while. */
final class Series {
  /** Enough to keep every part busy, few enough that recovery is not the backlog's. */
  private static final int OPEN_ORDERS = 80;

  private static final double OUTAGE_RATE = 4;

  private final ChaosOptions options;
  private final Path home;
  private final PrintStream out;
  private final long start = System.nanoTime();
  private final String commit;
  private int done;
  private boolean broken;

  Series(ChaosOptions options, Path home, PrintStream out) throws InterruptedException {
    this.options = options;
    this.home = home;
    this.out = out;
    this.commit = Commit.of(home);
  }

  /**
   * Runs in the calling thread.
   *
   * @return the exit status: 0 if no run broke anything, else 1
   */
  int execute() throws Exception {
    done =
        options.results().isPresent() ? new ResultFile(options.results().get()).read().size() : 0;
    say("seed %d; %d runs are done already".formatted(options.seed(), done));
    while (isMore()) {
      onOneStack();
    }
    return broken ? 1 : 0;
  }

  private boolean isMore() {
    double minutes = (System.nanoTime() - start) / 60e9;
    return done < options.runs() && options.minutes().map(most -> minutes < most).orElse(true);
  }

  private Scenario next() {
    List<Scenario> scenarios = options.scenarios();
    return scenarios.get(done % scenarios.size());
  }

  private void onOneStack() throws Exception {
    Path state =
        options.keep().isPresent()
            ? Files.createDirectories(
                options
                    .keep()
                    .get()
                    .toAbsolutePath()
                    .resolve("stack-" + System.currentTimeMillis()))
            : Files.createTempDirectory("triggerbridge-chaos-");
    StackSpec spec = StackSpec.of(next());
    Invocations invocations = new Invocations();
    boolean good = false;
    say("starting the servers: " + spec);
    try (JournalFile journal = JournalFile.open(state.resolve("journal.tsv"));
        ChaosStack stack = ChaosStack.start(home, state, spec, invocations, this::say)) {
      Optional<String> lack = stack.lack();
      if (lack.isPresent()) {
        skip(spec, lack.get());
        good = true;
        return;
      }
      LanePublisher lanes = new LanePublisher(stack.connection());
      ChaosRun runs = new ChaosRun(stack, state, journal, lanes, invocations, this::say);
      good = true;
      for (int run = 0;
          run < options.runsPerStack() && good && isMore() && StackSpec.of(next()).equals(spec);
          run++) {
        good = one(stack, runs, journal, state);
      }
    } finally {
      if (good && options.keep().isEmpty()) {
        Trees.delete(state);
      } else {
        out.println("history, logs and state are in " + state);
      }
      broken |= !good;
    }
  }

  private boolean one(ChaosStack stack, ChaosRun runs, JournalFile journal, Path state)
      throws Exception {
    Scenario scenario = next();
    long seed = options.seed() + done;
    String runId = journal.beginRun();
    say(
        "run %d (%s): --scenario %s --seed %d --orders %d"
            .formatted(done + 1, runId, scenario.label(), seed, options.orders()));
    OrderPlan planned = OrderPlan.of(runId, options.orders(), seed, true);
    // What the fault waits for: a message in every stream.
    OrderPlan plan = stack.spec().smallDisk() ? planned.withPoisonFirst() : planned;
    ChaosPlan chaos = ChaosPlan.of(scenario, seed, options.orders());
    Pace pace =
        options
            .rate()
            .or(
                () ->
                    scenario == Scenario.GATEWAY_OUTAGE
                        ? Optional.of(OUTAGE_RATE)
                        : Optional.empty())
            .map(Pace::of)
            .orElseGet(() -> Pace.keepOpen(Math.min(OPEN_ORDERS, options.orders() / 5)));
    Path file = state.resolve("history-%s-%d.ndjson".formatted(scenario.label(), seed));
    RunResult result;
    try (History history = History.create(file)) {
      ChaosRun.Outcome outcome;
      try {
        outcome = runs.execute(plan, chaos, seed, pace, history);
      } catch (IOException e) {
        say("BROKEN " + e.getMessage());
        report(
            Results.unended(
                scenario, seed, options.orders(), commit, Instant.now(), "" + e.getMessage()));
        done++;
        return false;
      }
      HistoryTail.write(history, outcome, stack.gateway().ledger());
      result = Results.of(scenario, seed, outcome, commit, Instant.now());
      result.violations().forEach(violation -> say("BROKEN " + violation));
      if (!result.ok()) {
        SnapshotFiles.write(outcome.snapshot(), state.resolve("snapshot"));
      }
    }
    report(result);
    done++;
    return result.ok();
  }

  private void report(RunResult result) throws IOException {
    say(
        "%s: %d orders, %d confirmed, %d cancelled, %d charges, %d doubled, %.1f orders/s"
            .formatted(
                result.ok() ? "good" : "BROKEN",
                result.orders(),
                result.confirmed(),
                result.cancelled(),
                result.charges(),
                result.duplicateCharges(),
                result.orders() / result.seconds()));
    say("hits: " + result.faults());
    result
        .recoveries()
        .forEach(
            one ->
                say(
                    "recovery from %s (%d ms): next order after %d ms, all after %d ms"
                        .formatted(one.fault(), one.lastedMs(), one.resumedMs(), one.drainedMs())));
    if (result.figures() != null) {
      say("figures: " + result.figures());
    }
    if (options.results().isPresent()) {
      new ResultFile(options.results().get()).append(result);
    }
  }

  private void skip(StackSpec spec, String lack) {
    while (isMore() && StackSpec.of(next()).equals(spec)) {
      say("SKIPPED scenario %s: %s".formatted(next().label(), lack));
      done++;
    }
  }

  private synchronized void say(String text) {
    out.printf(
        Locale.ROOT,
        "%6.1f s  %s%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1e3,
        text);
    out.flush();
  }
}
