package dev.triggerbridge.functions.payment.gateway;

/**
 * What to give back.
 *
 * @param gatewayChargeId the gateway's identifier of the charge
 * @param minorUnits above 0: all that was charged
 */
public record Refund(String orderId, String gatewayChargeId, long minorUnits) {}
