package dev.triggerbridge.bridge.batch;

import dev.triggerbridge.bridge.message.Delivery;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects deliveries until a limit closes the batch. One batch, one thread. */
public final class BatchAssembler {
  private static final long LONGEST_QUIET_MILLIS = 100;

  private final BatchLimits limits;
  private final Encoding encoding;
  private final Clock clock;
  private final List<Delivery> open = new ArrayList<>();
  private long bytes;
  private @Nullable Instant closesAt;
  private boolean drained;

  /** An empty batch; its window starts with its first record. */
  public BatchAssembler(BatchLimits limits, Encoding encoding, Clock clock) {
    this.limits = limits;
    this.encoding = encoding;
    this.clock = clock;
    this.bytes = encoding.overhead();
  }

  /** Whether this record alone is over the byte limit, so that no batch can hold it. */
  public boolean isTooLarge(Delivery delivery) {
    return encoding.overhead() + encoding.sizeOf(delivery) > limits.bytes();
  }

  /** Adds the record and returns true, or returns false if it must go into the next batch. */
  public boolean offer(Delivery delivery) {
    long size = encoding.sizeOf(delivery);
    if (!open.isEmpty() && (isFull() || bytes + size > limits.bytes())) {
      return false;
    }
    if (open.isEmpty()) {
      closesAt = clock.instant().plus(limits.window());
    }
    open.add(delivery);
    bytes += size;
    drained = delivery.pending() == 0;
    return true;
  }

  /** Whether the mapping has a batching window, which says how long a batch waits. */
  public boolean hasWindow() {
    return !limits.window().isZero();
  }

  /** Whether no further record may be added. */
  public boolean isFull() {
    return open.size() >= limits.records() || bytes >= limits.bytes();
  }

  /**
   * How long to wait for a further record, in milliseconds; 0 closes the batch. It closes early
   * when the last record was the last of the stream and no other follows within a short quiet time:
   * without that, a trickle of records would make a batch of each and the window would mean
   * nothing.
   */
  public long waitMillis() {
    Instant until = closesAt;
    if (until == null || isFull()) {
      return 0;
    }
    long left = Math.max(0, until.toEpochMilli() - clock.millis());
    return drained ? Math.min(left, quietMillis()) : left;
  }

  private long quietMillis() {
    return Math.min(LONGEST_QUIET_MILLIS, limits.window().toMillis() / 4);
  }

  /** The records so far. */
  public List<Delivery> records() {
    return List.copyOf(open);
  }
}
