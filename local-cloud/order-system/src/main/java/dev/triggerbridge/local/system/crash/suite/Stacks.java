package dev.triggerbridge.local.system.crash.suite;

import dev.triggerbridge.local.system.crash.round.RoundResult;
import dev.triggerbridge.local.system.crash.round.Rounds;
import dev.triggerbridge.local.system.crash.stack.Artifacts;
import dev.triggerbridge.local.system.crash.stack.CrashStack;
import dev.triggerbridge.local.system.crash.work.OrderKind;
import dev.triggerbridge.local.system.stack.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs rounds on stacks that it starts when needed: a new one after a broken invariant, and when
 * one holds so much that judging it takes longer than starting. Not thread-safe.
 */
public final class Stacks implements AutoCloseable {
  private final Path home;
  private final Artifacts artifacts;
  private final Path folder;
  private final int roundsPerStack;
  private final Set<String> seen = new TreeSet<>();
  private int stacks;
  private int rounds;
  private @Nullable CrashStack stack;
  private @Nullable Rounds current;
  private boolean keep;

  /**
   * None yet.
   *
   * @param folder for state and logs; that of a stack whose rounds all held is removed
   * @param roundsPerStack after so many a new one is started
   */
  public Stacks(Path home, Artifacts artifacts, Path folder, int roundsPerStack) {
    this.home = home;
    this.artifacts = artifacts;
    this.folder = folder;
    this.roundsPerStack = roundsPerStack;
  }

  /** One round. */
  public RoundResult run(
      Collection<String> points, Set<OrderKind> kinds, Rounds.Intervention intervention)
      throws Exception {
    RoundResult result;
    try {
      result = rounds().run(points, kinds, intervention);
    } catch (Exception e) {
      keep = true;
      close();
      throw e;
    }
    seen.addAll(rounds().seen());
    if (!result.holds()) {
      keep = true;
      close();
    } else if (++rounds >= roundsPerStack) {
      close();
    }
    return result;
  }

  /** The stack that the next round will run on. */
  public CrashStack stack() throws Exception {
    rounds();
    CrashStack started = stack;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  /** Rounds on that stack. */
  public Rounds rounds() throws Exception {
    Rounds open = current;
    if (open == null) {
      stack = CrashStack.start(home, next(), artifacts);
      open = new Rounds(stack);
      current = open;
      rounds = 0;
    }
    return open;
  }

  /** Every point that was passed on any of the stacks. */
  public Set<String> seen() {
    return seen;
  }

  @Override
  public void close() throws Exception {
    Rounds open = current;
    CrashStack started = stack;
    current = null;
    stack = null;
    if (open != null) {
      open.close();
    }
    if (started != null) {
      started.close();
      if (!keep) {
        Trees.delete(folder.resolve("stack-" + stacks));
      }
    }
    keep = false;
  }

  private Path next() throws IOException {
    return Files.createDirectories(folder.resolve("stack-" + ++stacks));
  }
}
