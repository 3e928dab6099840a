package dev.triggerbridge.functions.payment.gateway;

/**
 * What to charge. Repetitions of a key carry the same.
 *
 * @param minorUnits above 0
 * @param currency ISO 4217, upper case
 * @param paymentMethod the gateway's token; empty for the customer's default one
 */
public record Charge(
    String orderId, String customerId, long minorUnits, String currency, String paymentMethod) {}
