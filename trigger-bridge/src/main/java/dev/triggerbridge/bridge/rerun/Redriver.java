package dev.triggerbridge.bridge.rerun;

import dev.triggerbridge.bridge.deadletter.DeadLetterQueue;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import java.io.IOException;

/** Redrives dead letters one by one: an entry goes only after it succeeded. Not thread-safe. */
public final class Redriver {
  private final DeadLetterQueue queue;
  private final Target target;

  /** Takes entries from the queue to the target. */
  public Redriver(DeadLetterQueue queue, Target target) {
    this.queue = queue;
    this.target = target;
  }

  /** Redrives one entry; blocks until that has succeeded or failed. */
  public Result redrive(StoredEntry entry) throws IOException {
    switch (queue.claim(entry)) {
      case TAKEN -> {
        return redriveClaimed(entry);
      }
      case BUSY -> {
        return new Result.Skipped("another process redrives it now");
      }
      case DONE -> {
        queue.done(entry);
        return new Result.Skipped("it was redriven before");
      }
      case GONE -> {
        return new Result.Skipped("it is not there any more");
      }
    }
    throw new IllegalStateException("no such claim");
  }

  private Result redriveClaimed(StoredEntry entry) throws IOException {
    boolean succeeded = false;
    try {
      Result result = target.accept(entry);
      succeeded = result instanceof Result.Redriven;
      return result;
    } finally {
      if (succeeded) {
        queue.done(entry);
      } else {
        queue.release(entry);
      }
    }
  }

  /** Where entries are redriven to. */
  @FunctionalInterface
  public interface Target {
    /** Blocks until it is known what became of the entry; a failure is an answer. */
    Result accept(StoredEntry entry);
  }

  /** What came of one entry. */
  public sealed interface Result {
    /** It succeeded, and the entry is gone. */
    record Redriven() implements Result {}

    /** The entry stays. */
    record Failed(String code, String message) implements Result {}

    /** Nothing was done. */
    record Skipped(String why) implements Result {}
  }
}
