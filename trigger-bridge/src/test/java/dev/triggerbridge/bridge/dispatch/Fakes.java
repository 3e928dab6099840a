package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ports under a test's control. The stories in {@code promises} use the real ones. */
final class Fakes {
  private Fakes() {}

  static Delivery delivery(long sequence, long deliveryCount) {
    return delivery(sequence, deliveryCount, 1);
  }

  static Delivery delivery(long sequence, long deliveryCount, int bytes) {
    return new Delivery(
        "S",
        "e",
        sequence,
        "in.a",
        Headers.NONE,
        new byte[bytes],
        Instant.EPOCH,
        deliveryCount,
        0,
        new AckToken() {});
  }

  /** Remembers what was settled; confirms at once unless told otherwise. */
  static final class FakeAcks implements Acks {
    final List<String> sent = new CopyOnWriteArrayList<>();
    volatile int failures;

    @Override
    public CompletableFuture<Void> ack(List<Delivery> deliveries) {
      List<CompletableFuture<Void>> settled =
          deliveries.stream().map(delivery -> settle("ack " + delivery.sequence())).toList();
      return CompletableFuture.allOf(settled.toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletableFuture<Void> nak(Delivery delivery, Duration delay) {
      return settle("nak " + delivery.sequence());
    }

    @Override
    public CompletableFuture<Void> term(Delivery delivery, String reason) {
      return settle("term " + delivery.sequence() + " " + reason);
    }

    @Override
    public void inProgress(Delivery delivery) {
      sent.add("wpi " + delivery.sequence());
    }

    private synchronized CompletableFuture<Void> settle(String what) {
      sent.add(what);
      if (failures > 0) {
        failures--;
        return CompletableFuture.failedFuture(new IllegalStateException("not confirmed"));
      }
      return CompletableFuture.completedFuture(null);
    }
  }

  /** A store in memory. */
  static final class FakeStore implements AttemptStore {
    final Map<Long, Attempts> remembered = new ConcurrentHashMap<>();
    volatile boolean away;

    @Override
    public Attempts find(Delivery delivery) throws StoreUnavailableException {
      requireHere();
      return remembered.getOrDefault(delivery.sequence(), Attempts.NONE);
    }

    @Override
    public void save(Delivery delivery, Attempts attempts) throws StoreUnavailableException {
      requireHere();
      remembered.put(delivery.sequence(), attempts);
    }

    @Override
    public void forget(Delivery delivery) {
      remembered.remove(delivery.sequence());
    }

    private void requireHere() throws StoreUnavailableException {
      if (away) {
        throw new StoreUnavailableException("away");
      }
    }
  }

  /** Counts what it was asked for. */
  static final class FakeSource implements DeliverySource {
    final List<Integer> requests = new ArrayList<>();
    int outstanding;
    int restarts;
    long silentMillis;
    @Nullable Consumer<Delivery> sink;
    @Nullable Runnable lapsed;

    void deliver(Delivery delivery) {
      outstanding--;
      if (sink != null) {
        sink.accept(delivery);
      }
    }

    void lapse() {
      outstanding = 0;
      if (lapsed != null) {
        lapsed.run();
      }
    }

    @Override
    public void start(Consumer<Delivery> sink, Runnable lapsed) {
      this.sink = sink;
      this.lapsed = lapsed;
    }

    @Override
    public void request(int messages) {
      requests.add(messages);
      outstanding += messages;
    }

    @Override
    public int outstanding() {
      return outstanding;
    }

    @Override
    public long silentMillis() {
      return silentMillis;
    }

    @Override
    public void restart() {
      restarts++;
      outstanding = 0;
    }

    @Override
    public void close() {}
  }
}
