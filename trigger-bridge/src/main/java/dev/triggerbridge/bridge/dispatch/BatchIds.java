package dev.triggerbridge.bridge.dispatch;

import java.util.concurrent.atomic.AtomicLong;

/** Ids of batches: unique within a process, and unlikely to repeat over processes. */
final class BatchIds {
  private final String prefix;
  private final AtomicLong last = new AtomicLong();

  BatchIds(long seed) {
    this.prefix = "b-" + Long.toHexString(seed & 0xffffffffL) + "-";
  }

  String next() {
    return prefix + last.incrementAndGet();
  }
}
