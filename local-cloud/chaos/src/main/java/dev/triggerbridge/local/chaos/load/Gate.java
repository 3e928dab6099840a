package dev.triggerbridge.local.chaos.load;

/**
 * How many orders may be placed by now. Faults hold it, so that each meets traffic however long the
 * ones before it took. Thread-safe.
 */
public final class Gate {
  private int limit;

  /** Lets the first so many orders of the run pass, or more if more were let pass already. */
  public synchronized void allow(int orders) {
    if (orders > limit) {
      limit = orders;
      notifyAll();
    }
  }

  /** Lets one order more pass. */
  public synchronized void allowAnother() {
    if (limit < Integer.MAX_VALUE) {
      allow(limit + 1);
    }
  }

  /** Lets all pass from now on. */
  public void open() {
    allow(Integer.MAX_VALUE);
  }

  /** Blocks until an order may be placed before which so many were. */
  synchronized void await(int placed) throws InterruptedException {
    while (placed >= limit) {
      wait();
    }
  }
}
