package dev.triggerbridge.bridge.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A limit that several share by weight. Whoever waits and has the least for its weight goes first;
 * nobody waits while there is room, except that up to a quarter of the limit is kept for those that
 * have nothing under way, one each, so that a flood of one never keeps another from beginning.
 * Thread-safe.
 */
public final class FairLimit {
  private static final long LOOK_UP_MILLIS = 100;
  private static final int KEPT_PART = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Share> shares = new ArrayList<>();
  private final int most;
  private int underWay;

  /** Nobody shares it yet. */
  public FairLimit(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("impossible: " + most);
    }
    this.most = most;
  }

  /** A further share; a weight is 1 or more. */
  public Share join(int weight) {
    if (weight < 1) {
      throw new IllegalArgumentException("impossible: " + weight);
    }
    lock.lock();
    try {
      Share share = new Share(weight);
      shares.add(share);
      return share;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return shares.stream().mapToInt(share -> share.waiting).sum();
    } finally {
      lock.unlock();
    }
  }

  private boolean mayTake(Share share) {
    int free = most - underWay;
    if (free < 1) {
      return false;
    }
    if (share.underWay > 0) {
      int idle = 0;
      for (Share other : shares) {
        idle += other.underWay == 0 ? 1 : 0;
      }
      if (free <= Math.min(idle, most / KEPT_PART)) {
        return false;
      }
    }
    return shares.stream().noneMatch(other -> other.waiting > 0 && other.goesBefore(share));
  }

  private void wakeNext() {
    Share next = null;
    for (Share share : shares) {
      if (share.waiting > 0 && (next == null || share.goesBefore(next))) {
        next = share;
      }
    }
    if (next != null) {
      next.turn.signal();
    }
  }

  /** One of those that share. Thread-safe. */
  public final class Share {
    private final int weight;
    private final Condition turn = lock.newCondition();
    private int underWay;
    private int waiting;

    private Share(int weight) {
      this.weight = weight;
    }

    /** Blocks for a permit; false, without one, if it gave up or the thread was interrupted. */
    public boolean acquire(BooleanSupplier givesUp) {
      lock.lock();
      try {
        waiting++;
        try {
          while (!mayTake(this)) {
            if (givesUp.getAsBoolean()) {
              return false;
            }
            boolean unused = turn.await(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
          }
        } finally {
          waiting--;
        }
        underWay++;
        FairLimit.this.underWay++;
        wakeNext();
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        lock.unlock();
      }
    }

    /** Gives a permit back. */
    public void release() {
      lock.lock();
      try {
        underWay--;
        FairLimit.this.underWay--;
        wakeNext();
      } finally {
        lock.unlock();
      }
    }

    /** Shares no more; its permits must be back, or come back later. */
    public void leave() {
      lock.lock();
      try {
        shares.remove(this);
        wakeNext();
      } finally {
        lock.unlock();
      }
    }

    private boolean goesBefore(Share other) {
      return this != other && (long) underWay * other.weight < (long) other.underWay * weight;
    }
  }
}
