package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the source for as many records as there are permits, so that back-pressure needs no buffer
 * that can grow: the queue holds permits, never more.
 */
final class PullLoop {
  private final DeliverySource source;
  private final InFlight inFlight;
  private final Brake brake;
  private final DispatchObserver observer;
  private final RecordBuffer queue;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Predicate<Delivery> endedBefore = delivery -> false;
  private volatile Consumer<Delivery> accepted = delivery -> {};
  private volatile boolean stopped;

  PullLoop(
      DeliverySource source,
      InFlight inFlight,
      RecordBuffer buffer,
      Brake brake,
      DispatchObserver observer) {
    this.source = source;
    this.inFlight = inFlight;
    this.queue = buffer;
    this.brake = brake;
    this.observer = observer;
  }

  /**
   * Starts.
   *
   * @param endedBefore settles the redelivery of a record that has ended here, and says so
   * @param accepted hears of a record before it waits for its batch; must not block
   */
  void start(Predicate<Delivery> endedBefore, Consumer<Delivery> accepted) {
    this.endedBefore = endedBefore;
    this.accepted = accepted;
    source.start(this::received, this::askForMore);
    askForMore();
  }

  /** Waits for a record; null after the time. */
  @Nullable Delivery poll(long millis) throws InterruptedException {
    return queue.poll(millis);
  }

  /** Gives permits back and asks for more when it is worth a request. */
  void settled(Delivery delivery) {
    inFlight.remove(delivery);
    queue.settled(delivery);
    askForMore();
  }

  /** Whether a request should be waiting at the server, whatever we believe is outstanding. */
  boolean hasRoom() {
    return !stopped && allowed(0) >= quarter();
  }

  /** Subscribes anew, after silence. */
  void restart() {
    if (!stopped) {
      source.restart();
      askForMore();
    }
  }

  /** Asks again for what lapsed. */
  void askForMore() {
    asking.lock();
    try {
      if (stopped) {
        return;
      }
      int outstanding = source.outstanding();
      int available = allowed(outstanding);
      if (available > 0 && (available >= quarter() || outstanding == 0)) {
        CrashPoints.reached(CrashPoint.BEFORE_PULL);
        source.request(available);
      }
    } finally {
      asking.unlock();
    }
  }

  /** Stops pulling and returns what was received and not taken. */
  List<Delivery> stop() {
    stopped = true;
    source.close();
    return queue.drain();
  }

  private void received(Delivery delivery) {
    observer.received(delivery);
    CrashPoints.reached(CrashPoint.AFTER_PULL);
    if (!endedBefore.test(delivery) && inFlight.add(delivery)) {
      accepted.accept(delivery);
      queue.add(delivery);
    }
    askForMore();
  }

  private int allowed(int outstanding) {
    int available =
        queue.mustReceive()
            ? inFlight.availableOfAnySize(outstanding)
            : inFlight.available(outstanding);
    return brake.allows(available, inFlight.size() + outstanding);
  }

  private int quarter() {
    return Math.max(1, inFlight.capacity() / 4);
  }

  /** Holds pulling back for other reasons than permits. */
  @FunctionalInterface
  interface Brake {
    /** Never does. */
    Brake NONE = (wanted, underWay) -> wanted;

    /**
     * How many may be asked for.
     *
     * @param wanted as many as there are permits
     * @param underWay in flight, or asked for before
     */
    int allows(int wanted, int underWay);
  }
}
