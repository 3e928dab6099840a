package dev.triggerbridge.bridge.rerun;

import dev.triggerbridge.bridge.dispatch.Acks;
import dev.triggerbridge.bridge.dispatch.AttemptStore;
import dev.triggerbridge.bridge.dispatch.Attempts;
import dev.triggerbridge.bridge.dispatch.ConsumerProbe;
import dev.triggerbridge.bridge.dispatch.DeadLetters;
import dev.triggerbridge.bridge.dispatch.DeliverySource;
import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.rerun.Redriver.Result;
import dev.triggerbridge.bridge.retry.AckDecision;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One record instead of a consumer: delivers it once, and learns what became of it from how it is
 * settled. Thread-safe.
 */
public final class OneRecord
    implements DeliverySource, Acks, AttemptStore, DeadLetters, ConsumerProbe, DispatchObserver {
  private final Delivery delivery;
  private final AtomicBoolean delivered = new AtomicBoolean();
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private volatile Consumer<Delivery> sink = received -> {};
  private volatile String waitsFor = "the function did not answer in time";

  OneRecord(Delivery delivery) {
    this.delivery = delivery;
  }

  /** Completes when the record has met its fate. */
  CompletableFuture<Result> result() {
    return result;
  }

  /** What it waited for when last heard of. */
  String waitsFor() {
    return waitsFor;
  }

  @Override
  public void start(Consumer<Delivery> receiver, Runnable lapsed) {
    sink = receiver;
  }

  @Override
  public void request(int messages) {
    if (delivered.compareAndSet(false, true)) {
      Thread.startVirtualThread(() -> sink.accept(delivery));
    }
  }

  /** Never zero before the end: nobody needs to ask for more. */
  @Override
  public int outstanding() {
    return delivered.get() ? 1 : 0;
  }

  @Override
  public long silentMillis() {
    return 0;
  }

  @Override
  public void restart() {}

  @Override
  public void close() {}

  @Override
  public CompletableFuture<Void> ack(List<Delivery> settled) {
    result.complete(new Result.Redriven());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> nak(Delivery settled, Duration delay) {
    result.complete(new Result.Failed("NOT_FINISHED", waitsFor));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> term(Delivery settled, String reason) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void inProgress(Delivery extended) {}

  @Override
  public Attempts find(Delivery redelivered) {
    return Attempts.NONE;
  }

  @Override
  public void save(Delivery failed, Attempts attempts) {}

  @Override
  public void forget(Delivery settled) {}

  /** It is a dead letter already: it stays one. */
  @Override
  public void store(Delivery failed, AckDecision.DeadLetter reason) {
    result.complete(new Result.Failed(reason.code(), reason.message()));
  }

  @Override
  public State probe() {
    return new State(0, 0, 1, "");
  }

  @Override
  public void held(int records, String reason, String message) {
    waitsFor = "held: " + reason + (message.isEmpty() ? "" : ", " + message);
  }

  @Override
  public void alarm(String code, String message) {
    waitsFor = code + ": " + message;
  }
}
