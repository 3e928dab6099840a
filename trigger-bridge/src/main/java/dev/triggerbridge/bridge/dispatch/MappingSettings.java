package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.batch.BatchLimits;
import dev.triggerbridge.bridge.retry.RetrySettings;
import java.time.Duration;

/**
 * What the dispatch of one mapping needs to know.
 *
 * @param name of the mapping
 * @param limits of one batch
 * @param maximumConcurrency most invocations under way
 * @param maximumInFlight most records received and not settled
 * @param retry how often and when
 * @param ackWait the consumer's ack_wait
 * @param functionTimeout the function's timeout, from Lambda
 */
public record MappingSettings(
    String name,
    BatchLimits limits,
    int maximumConcurrency,
    int maximumInFlight,
    RetrySettings retry,
    Duration ackWait,
    Duration functionTimeout) {
  /** Naked records wait at the server within max_ack_pending: that many on top of in flight. */
  public static final int RETRY_RESERVE = 1_000;

  private static final long LEAST_BYTES = 16L << 20;
  private static final long MOST_BYTES = 64L << 20;

  /** Payload bytes above which nothing more is asked for: what all invocations take, and again. */
  public long maximumBytesInFlight() {
    long wanted = 2L * maximumConcurrency * limits.bytes();
    return Math.clamp(wanted, LEAST_BYTES, MOST_BYTES);
  }

  /** The consumer's max_ack_pending: in flight and those that wait for a retry. */
  public int maxAckPending() {
    return maximumInFlight + RETRY_RESERVE;
  }

  /** Enough records to keep every invocation and one further batch each busy. */
  public static int inFlightFor(int batchSize, int maximumConcurrency) {
    return (int) Math.min(20_000L, 2L * batchSize * maximumConcurrency);
  }
}
