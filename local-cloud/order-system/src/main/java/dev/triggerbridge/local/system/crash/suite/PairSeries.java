package dev.triggerbridge.local.system.crash.suite;

import dev.triggerbridge.local.system.crash.round.RoundResult;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Every pair that has no result yet, on several stacks side by side: a round waits about as long as
 * it works. Thread-safe.
 */
public final class PairSeries {
  /** Makes rounds; used by one thread. */
  @FunctionalInterface
  interface Rounds {
    /**
     * One round.
     *
     * @param armed its points
     * @param only the pair that it is about; empty for many
     */
    RoundResult run(List<String> armed, Optional<Pair> only) throws Exception;
  }

  private static final int MOST_FAILURES = 5;

  private final PairPlan plan;
  private final ResultFile results;
  private final long endNanos;
  private final PrintStream out;
  private @Nullable Exception failure;

  /**
   * A series to come.
   *
   * @param points every point of the artifacts
   * @param results so far; added to
   * @param most points of a round, at least 2
   * @param mostOfProcess points of a round that one process dies at, at least 2
   * @param endNanos no round begins later, by {@link System#nanoTime}
   * @param out told of each round, for people
   */
  public PairSeries(
      List<String> points,
      ResultFile results,
      int most,
      int mostOfProcess,
      long endNanos,
      PrintStream out) {
    Set<Pair> todo = Pair.all(points);
    todo.removeAll(results.verdicts().keySet());
    this.plan = new PairPlan(points, todo, most, mostOfProcess);
    this.results = results;
    this.endNanos = endNanos;
    this.out = out;
  }

  /** Returns when all is done, or the time is over; the caller closes the stacks. */
  public void run(List<Stacks> stacks) throws Exception {
    runOn(stacks.stream().map(own -> new ArmedRounds(own, out)).toList());
  }

  void runOn(List<? extends Rounds> sideBySide) throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(sideBySide.size())) {
      List<Future<?>> running = new ArrayList<>();
      for (Rounds rounds : sideBySide) {
        running.add(workers.submit(() -> work(rounds)));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (ExecutionException bug) {
      throw new IllegalStateException("a worker of the series has a bug", bug.getCause());
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void work(Rounds rounds) {
    int failures = 0;
    try {
      for (Optional<PairPlan.Attempt> next = take(); next.isPresent(); next = take()) {
        try {
          done(next.get(), rounds.run(next.get().armed(), next.get().only()));
          failures = 0;
        } catch (IOException | IllegalStateException e) {
          giveBack(next.get());
          // Hours are long: a server that does not start or answer for once must not end them.
          if (++failures > MOST_FAILURES) {
            throw e;
          }
          out.println("no result, on a new stack once more: " + e);
        }
      }
    } catch (Exception e) {
      fail(e);
    }
  }

  /** Waits while all that is left is under way elsewhere: some of it may come back. */
  private synchronized Optional<PairPlan.Attempt> take() throws InterruptedException {
    while (failure == null && System.nanoTime() < endNanos) {
      Optional<PairPlan.Attempt> next = plan.take();
      if (next.isPresent() || !plan.isUnderWay()) {
        return next;
      }
      wait();
    }
    return Optional.empty();
  }

  private synchronized void giveBack(PairPlan.Attempt attempt) {
    plan.giveBack(attempt);
    notifyAll();
  }

  private synchronized void fail(Exception e) {
    if (failure == null) {
      failure = e;
    } else {
      failure.addSuppressed(e);
    }
    notifyAll();
  }

  private synchronized void done(PairPlan.Attempt attempt, RoundResult result) throws IOException {
    Set<Pair> hit = Pair.among(result.hits());
    int kills = result.hits().size();
    plan.giveBack(attempt);
    if (result.holds()) {
      for (Pair pair : hit) {
        if (plan.wants(pair)) {
          results.add(pair, true, ResultFile.HOLDS, kills, null);
        }
      }
      plan.held(attempt, hit);
    } else {
      results.addBrokenRound(attempt.armed(), result.reason());
      Optional<Pair> culprit = attempt.only().filter(hit::contains);
      if (culprit.isPresent()) {
        results.add(culprit.get(), true, ResultFile.BROKEN, kills, result.reason());
        plan.remove(culprit.get());
      }
      plan.broke(attempt, hit);
    }
    for (Pair pair = plan.giveUp(); pair != null; pair = plan.giveUp()) {
      results.add(pair, false, ResultFile.NOT_REACHED, 0, "tried four times, two of them alone");
    }
    out.println("  " + plan.left() + " pairs left");
    notifyAll();
  }
}
