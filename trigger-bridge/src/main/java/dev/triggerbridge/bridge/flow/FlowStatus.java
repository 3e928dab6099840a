package dev.triggerbridge.bridge.flow;

/**
 * How much of one mapping may be under way, and is.
 *
 * @param limit invocations that may be under way now, from 1 to the maximum
 * @param underWay invocations under way now
 * @param breaker whether anything may pass
 */
public record FlowStatus(int limit, int underWay, CircuitBreaker.State breaker) {}
