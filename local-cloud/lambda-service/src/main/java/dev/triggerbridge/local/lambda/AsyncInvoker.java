package dev.triggerbridge.local.lambda;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Event invocations, with Lambda's retries: two after function errors, and while throttled again
 * and again. Kept in memory only.
 */
final class AsyncInvoker implements AutoCloseable {
  private static final List<Duration> AFTER_ERRORS =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int QUEUE = 10_000;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(QUEUE);

  /**
   * Accepts the event and returns.
   *
   * @throws ApiException if too many are waiting
   */
  void submit(FunctionPool pool, Invocation invocation) throws ApiException {
    if (!room.tryAcquire()) {
      throw ApiException.throttled();
    }
    var unused =
        threads.submit(
            () -> {
              try {
                run(pool, invocation);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                room.release();
              }
            });
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static void run(FunctionPool pool, Invocation invocation) throws InterruptedException {
    int errors = 0;
    Duration throttleWait = Duration.ofMillis(500);
    while (true) {
      try {
        if (!pool.invoke(invocation).failed() || errors == AFTER_ERRORS.size()) {
          return;
        }
        Thread.sleep(AFTER_ERRORS.get(errors++));
      } catch (ApiException e) {
        if (e.status() != 429) {
          return;
        }
        Thread.sleep(throttleWait);
        throttleWait =
            throttleWait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0
                ? throttleWait.multipliedBy(2)
                : LONGEST_WAIT;
      }
    }
  }
}
