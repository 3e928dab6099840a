package dev.triggerbridge.bridge.rerun;

import dev.triggerbridge.bridge.batch.BatchLimits;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import dev.triggerbridge.bridge.dispatch.Concurrency;
import dev.triggerbridge.bridge.dispatch.MappingRunner;
import dev.triggerbridge.bridge.dispatch.MappingSettings;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.RetrySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Redrives straight to a mapping's function: each entry goes, as a batch of its own, through the
 * stations of the bridge, with the answer interpreted and its events published before the entry is
 * settled. Nobody but this function sees the record again.
 */
public final class FunctionTarget implements Redriver.Target {
  /** Nothing extends a redrive's delivery, since no server waits for its ack. */
  private static final Duration NO_ACK_WAIT = Duration.ofHours(1);

  private final String mapping;
  private final Stations stations;
  private final Duration functionTimeout;
  private final Duration patience;
  private final Clock clock;
  private final RandomGenerator random;
  private final ScheduledExecutorService timer;

  /**
   * For one mapping.
   *
   * @param stations the mapping's own
   * @param patience how long an entry may be held for throttling, an outage or a stream that does
   *     not store its events, on top of the function's timeout
   * @param timer not closed here
   */
  public FunctionTarget(
      String mapping,
      Stations stations,
      Duration functionTimeout,
      Duration patience,
      Clock clock,
      RandomGenerator random,
      ScheduledExecutorService timer) {
    this.mapping = mapping;
    this.stations = stations;
    this.functionTimeout = functionTimeout;
    this.patience = patience;
    this.clock = clock;
    this.random = random;
    this.timer = timer;
  }

  @Override
  public Redriver.Result accept(StoredEntry entry) {
    Delivery delivery = Deliveries.of(entry.entry());
    OneRecord one = new OneRecord(delivery);
    MappingRunner runner =
        new MappingRunner(
            settings(),
            stations.partsFor(delivery, one),
            Concurrency.alone(1),
            clock,
            random,
            timer);
    runner.start();
    try {
      return one.result().get(functionTimeout.plus(patience).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Redriver.Result.Failed("NOT_FINISHED", one.waitsFor());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Redriver.Result.Failed("NOT_FINISHED", "interrupted");
    } finally {
      stop(runner, one);
    }
  }

  /** Waits only for what must not run on: a redrive that succeeded has nothing left to do. */
  private static void stop(MappingRunner runner, OneRecord one) {
    if (one.result().isDone()) {
      Thread.startVirtualThread(() -> runner.stop(Duration.ZERO));
    } else {
      runner.stop(Duration.ZERO);
    }
  }

  private MappingSettings settings() {
    return new MappingSettings(
        mapping,
        new BatchLimits(1, BatchLimits.LAMBDA_PAYLOAD, Duration.ZERO),
        1,
        1,
        new RetrySettings(0, RetrySettings.DEFAULT.backoff(), RetrySettings.DEFAULT.crashCeiling()),
        NO_ACK_WAIT,
        functionTimeout);
  }
}
