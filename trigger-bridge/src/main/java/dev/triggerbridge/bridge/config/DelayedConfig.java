package dev.triggerbridge.bridge.config;

import java.time.Duration;

/**
 * Where events with {@code deliverAt} wait for their time.
 *
 * @param stream made on first use
 * @param replicas 1, 3 or 5; 3 or 5 need a cluster
 * @param maxBytes most bytes that wait
 * @param ackWait after which an event whose bridge died comes to another one
 */
public record DelayedConfig(String stream, int replicas, long maxBytes, Duration ackWait) {}
