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
    try (ExecutorService workers = Executors.newFixedThreadPool(stacks.size())) {
      List<Future<?>> running = new ArrayList<>();
      for (Stacks own : stacks) {
        running.add(workers.submit(() -> work(new ArmedRounds(own, out))));
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

  private void work(ArmedRounds rounds) {
    int failures = 0;
    try {
      for (Optional<List<String>> armed = take(); armed.isPresent(); armed = take()) {
        try {
          done(armed.get(), rounds.run(armed.get()));
          failures = 0;
        } catch (IOException | IllegalStateException e) {
          giveBack(armed.get());
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
  private synchronized Optional<List<String>> take() throws InterruptedException {
    while (failure == null && System.nanoTime() < endNanos) {
      Optional<List<String>> armed = plan.take();
      if (armed.isPresent() || !plan.isUnderWay()) {
        return armed;
      }
      wait();
    }
    return Optional.empty();
  }

  private synchronized void giveBack(List<String> armed) {
    plan.giveBack(armed);
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

  private synchronized void done(List<String> armed, RoundResult result) throws IOException {
    Set<Pair> hit = Pair.among(result.hits());
    int kills = result.hits().size();
    plan.giveBack(armed);
    if (result.holds()) {
      for (Pair pair : hit) {
        if (plan.wants(pair)) {
          results.add(pair, true, ResultFile.HOLDS, kills, null);
        }
      }
      plan.held(armed, hit);
    } else if (hit.size() == 1) {
      Pair pair = hit.iterator().next();
      results.add(pair, true, ResultFile.BROKEN, kills, result.reason());
      plan.remove(pair);
    } else {
      plan.broke(hit);
    }
    for (Pair pair = plan.giveUp(); pair != null; pair = plan.giveUp()) {
      results.add(
          pair, false, ResultFile.NOT_REACHED, 0, "tried four times; see the note of the points");
    }
    out.println("  " + plan.left() + " pairs left");
    notifyAll();
  }
}
