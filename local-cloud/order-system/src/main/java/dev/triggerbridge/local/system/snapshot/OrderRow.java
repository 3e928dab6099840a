package dev.triggerbridge.local.system.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A row of the orders table.
 *
 * @param orderId order
 * @param status OPEN, CONFIRMED or CANCELLED
 * @param cancelReason reason if cancelled
 */
public record OrderRow(String orderId, String status, @Nullable String cancelReason) {}
