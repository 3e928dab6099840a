package dev.triggerbridge.bridge.rerun;

import dev.triggerbridge.bridge.dispatch.DeliverySource;
import dev.triggerbridge.bridge.message.Delivery;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what is asked for no faster than a rate, so that a replay leaves the function to live
 * traffic. Demand that waits is known to nobody but this. Thread-safe.
 */
public final class PacedSource implements DeliverySource {
  private static final long TICK_MILLIS = 50;

  private final DeliverySource source;
  private final double perTick;
  private final ScheduledExecutorService timer;
  private int waiting;
  private double budget;
  private @Nullable ScheduledFuture<?> ticks;

  /**
   * Wraps a source.
   *
   * @param perSecond above 0
   * @param timer not closed here
   */
  public PacedSource(DeliverySource source, double perSecond, ScheduledExecutorService timer) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("rate " + perSecond + " must be above 0");
    }
    this.source = source;
    this.perTick = perSecond * TICK_MILLIS / 1000;
    this.timer = timer;
  }

  @Override
  public void start(Consumer<Delivery> sink, Runnable lapsed) {
    source.start(sink, lapsed);
    synchronized (this) {
      ticks = timer.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void request(int messages) {
    waiting += messages;
  }

  @Override
  public synchronized int outstanding() {
    return source.outstanding() + waiting;
  }

  /** Only meaningful while the wrapped source has something outstanding. */
  @Override
  public long silentMillis() {
    return source.outstanding() > 0 ? source.silentMillis() : 0;
  }

  @Override
  public void restart() {
    synchronized (this) {
      waiting = 0;
    }
    source.restart();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (ticks != null) {
        ticks.cancel(false);
      }
    }
    source.close();
  }

  /** What is not used is not saved up: a pause is not followed by a burst. */
  void tick() {
    int now;
    synchronized (this) {
      budget = Math.min(budget + perTick, Math.max(1, perTick));
      now = (int) Math.min(waiting, budget);
      waiting -= now;
      budget -= now;
    }
    if (now > 0) {
      source.request(now);
    }
  }
}
