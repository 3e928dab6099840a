package dev.triggerbridge.functions.support;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Repeats DynamoDB writes that lost to a concurrent transaction, which the SDK never does, with
 * full jitter. Thread-safe; blocks the calling thread between attempts.
 */
public final class ConditionalWrites {
  private static final String CONFLICT = "TransactionConflict";
  private static final String CONDITION = "ConditionalCheckFailed";
  private static final int ATTEMPTS = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

  private final Supplier<RandomGenerator> random;
  private final Pause pause;

  /** With real time and randomness, both taken at the time of use and never at init. */
  public ConditionalWrites() {
    this(ThreadLocalRandom::current, Thread::sleep);
  }

  ConditionalWrites(Supplier<RandomGenerator> random, Pause pause) {
    this.random = random;
    this.pause = pause;
  }

  /**
   * Runs a write, again if it lost to a concurrent transaction.
   *
   * @return what the write returned
   * @throws ContentionException after eight attempts (about 1.5 s of pauses at most); the record is
   *     then answered as throttled
   * @throws TransactionCanceledException at once if any of its conditions failed: that is an answer
   */
  public <T> T run(Supplier<T> write) {
    RuntimeException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        pauseBefore(attempt);
      }
      try {
        return write.get();
      } catch (TransactionConflictException
          | TransactionInProgressException
          | TransactionCanceledException e) {
        if (!isConflict(e)) {
          throw e;
        }
        last = e;
      }
    }
    throw new ContentionException(
        "a DynamoDB write lost to concurrent transactions %d times".formatted(ATTEMPTS), last);
  }

  /**
   * Runs read-then-write rounds until one says it is done: the optimistic loop of a versioned row.
   *
   * @param round returns its result, or null if another writer was faster
   * @throws ContentionException after eight rounds
   */
  public <T> T optimistically(Supplier<? extends @Nullable T> round) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        pauseBefore(attempt);
      }
      T result = run(() -> Optional.ofNullable(round.get())).orElse(null);
      if (result != null) {
        return result;
      }
    }
    throw new ContentionException(
        "a row changed between read and write %d times".formatted(ATTEMPTS), null);
  }

  private static boolean isConflict(RuntimeException e) {
    if (!(e instanceof TransactionCanceledException canceled)) {
      return true;
    }
    List<String> codes =
        canceled.hasCancellationReasons()
            ? canceled.cancellationReasons().stream().map(CancellationReason::code).toList()
            : List.of();
    return codes.contains(CONFLICT) && !codes.contains(CONDITION);
  }

  private void pauseBefore(int attempt) {
    long cap = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << attempt);
    try {
      pause.millis(random.get().nextLong(cap + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContentionException("interrupted while waiting to repeat a DynamoDB write", e);
    }
  }

  /** Waits. */
  interface Pause {
    void millis(long millis) throws InterruptedException;
  }

  /** A write kept losing to others; the record is answered as throttled, which costs no attempt. */
  public static final class ContentionException extends RuntimeException {
    ContentionException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
