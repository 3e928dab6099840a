package dev.triggerbridge.local.gateway;

/** What a request that changes something does. */
public enum Operation {
  /** Makes a PaymentIntent and moves nothing. */
  CREATE,
  /** Charges: a confirmation, or a creation with {@code confirm=true}. */
  CONFIRM,
  /** Cancels a PaymentIntent, after which it never charges. */
  CANCEL,
  /** Gives money back. */
  REFUND
}
