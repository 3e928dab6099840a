package dev.triggerbridge.functions.payment.state;

/** Where the payment of an order stands. */
public enum PaymentStatus {
  /** The key is persisted; the gateway may or may not have been asked. */
  PENDING,
  /** The gateway was asked and the answer is not known. */
  UNKNOWN,
  /** Charged once. */
  CHARGED,
  /** Refused for good; nothing is charged. Final. */
  DECLINED,
  /** Charged, and the refund's key is persisted. */
  REFUNDING,
  /** Charged once and given back once. Final. */
  REFUNDED,
  /** The order was cancelled before anything was charged, and nothing will be. Final. */
  CANCELLED,
  /** Asking the gateway cannot settle it; a person must look. Final for this function. */
  HOLD
}
