package dev.triggerbridge.functions.reconciliation;

/**
 * Money that the gateway took.
 *
 * @param id of the PaymentIntent
 * @param orderId of its metadata; empty if it was made without one
 * @param amount in minor units
 * @param currency ISO 4217, upper case
 * @param refunded minor units given back
 * @param createdAt epoch milliseconds
 * @param refundedAt epoch milliseconds of the last refund; 0 for none
 */
record GatewayCharge(
    String id,
    String orderId,
    long amount,
    String currency,
    long refunded,
    long createdAt,
    long refundedAt) {}
