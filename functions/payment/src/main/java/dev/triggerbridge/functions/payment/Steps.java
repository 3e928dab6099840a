package dev.triggerbridge.functions.payment;

/** Told of every step between two effects, so that a test can stop or kill the execution there. */
@FunctionalInterface
interface Steps {
  /** The row says PENDING; the gateway was not asked yet. */
  String AFTER_PENDING = "payment.after-pending";

  /** The gateway's charge exists, unconfirmed; the row does not name it yet. */
  String BEFORE_IDENTITY = "payment.before-identity-write";

  /** The row names the gateway's charge; nothing is confirmed yet. */
  String AFTER_IDENTITY = "payment.after-identity-write";

  /** The open charge can never be made; the row does not say CANCELLED yet. */
  String BEFORE_TOMBSTONE = "payment.before-tombstone-write";

  /** The gateway answered for the charge; the row does not say so yet. */
  String AFTER_CHARGE = "payment.after-charge";

  /** The row says REFUNDING; the gateway was not asked yet. */
  String AFTER_REFUNDING = "payment.after-refunding";

  /** The gateway answered for the refund; the row does not say so yet. */
  String AFTER_REFUND = "payment.after-refund";

  /** The row says what happened; the record is not answered yet. */
  String AFTER_WRITE = "payment.after-write";

  void reached(String step);
}
