package dev.triggerbridge.functions.reconciliation;

import org.jspecify.annotations.Nullable;

/**
 * What the payments table says of one order.
 *
 * @param status as {@code PaymentStatus} of the payment function names it
 * @param amount in minor units; 0 for a tombstone
 * @param currency ISO 4217, upper case; empty for a tombstone
 * @param chargeId the gateway's identity of the charge, or null
 * @param detail why it is on hold, or null
 * @param createdAt epoch milliseconds
 * @param updatedAt epoch milliseconds
 */
record PaymentRow(
    String orderId,
    String status,
    long amount,
    String currency,
    @Nullable String chargeId,
    @Nullable String detail,
    long createdAt,
    long updatedAt) {}
