package dev.triggerbridge.bridge.rerun;

import dev.triggerbridge.bridge.dispatch.DeadLetters;
import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import dev.triggerbridge.bridge.retry.AckDecision;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts what a replay does. A record that fails for good is reported and passed over: it is in its
 * stream still, so no dead letter is needed. Thread-safe.
 */
public final class ReplayTally implements DispatchObserver, DeadLetters {
  private final AtomicLong processed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final Consumer<String> report;

  /**
   * Nothing counted yet.
   *
   * @param report gets a line for each record that failed for good, and for each alarm; called from
   *     many threads
   */
  public ReplayTally(Consumer<String> report) {
    this.report = report;
  }

  /** Records that the function answered ok, and that are settled. */
  public long processed() {
    return processed.get();
  }

  /** Records that failed for good. */
  public long failed() {
    return failed.get();
  }

  /** Events that the function returned. */
  public long events() {
    return events.get();
  }

  @Override
  public void acked(Delivery delivery, Duration latency) {
    processed.incrementAndGet();
  }

  @Override
  public void published(OutputEvent event, Delivery cause) {
    events.incrementAndGet();
  }

  @Override
  public void alarm(String code, String message) {
    report.accept(code + ": " + message);
  }

  @Override
  public void store(Delivery delivery, AckDecision.DeadLetter reason) {
    failed.incrementAndGet();
    report.accept(
        "%s failed after %d attempts: %s: %s"
            .formatted(delivery.id(), reason.attempts(), reason.code(), reason.message()));
  }
}
