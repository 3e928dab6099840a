package dev.triggerbridge.bridge.nats;

import java.time.Duration;

/**
 * Where events wait for their time.
 *
 * @param stream made on first use
 * @param replicas 1, 3 or 5
 * @param maxBytes most bytes that wait; beyond that their records wait instead
 * @param ackWait after which an event whose bridge died comes to another one
 */
public record DelayedSettings(String stream, int replicas, long maxBytes, Duration ackWait) {
  /** What the configuration says if it says nothing. */
  public static final DelayedSettings DEFAULT =
      new DelayedSettings("TRIGGERBRIDGE_DELAYED", 1, 1L << 30, Duration.ofSeconds(30));
}
