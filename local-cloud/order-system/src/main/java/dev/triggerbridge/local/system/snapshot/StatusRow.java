package dev.triggerbridge.local.system.snapshot;

/**
 * What a payment or a reservation row says about an order.
 *
 * @param orderId order
 * @param status the row's status
 */
public record StatusRow(String orderId, String status) {}
