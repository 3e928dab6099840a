package dev.triggerbridge.functions.payment;

/**
 * Told of every step between two effects, so that a test can stop or kill the execution there. Its
 * constants are every crash point of this function, before and after each call of DynamoDB and of
 * the gateway: the crash suite reads this list.
 */
@FunctionalInterface
interface Steps {
  /** The row was not read yet. */
  String BEFORE_READ = "payment.before-read";

  /** The row was read; whatever follows from it is not written. */
  String AFTER_READ = "payment.after-read";

  /** A row that was not there, PENDING or a tombstone, is not written. */
  String BEFORE_CREATE = "payment.before-create";

  /** A row that was not there is written. */
  String AFTER_CREATE = "payment.after-create";

  /** A lease is not taken yet, for a charge or for a refund. */
  String BEFORE_LEASE = "payment.before-lease";

  /** A lease is taken; the gateway was not asked. */
  String AFTER_LEASE = "payment.after-lease";

  /** A definite state is not written yet. */
  String BEFORE_SETTLE = "payment.before-settle";

  /** A definite state is written, or somebody was faster. */
  String AFTER_SETTLE = "payment.after-settle";

  /** That nothing is known, or that the gateway was not ready, is not written yet. */
  String BEFORE_LATER = "payment.before-later";

  /** The lease is given back without a result. */
  String AFTER_LATER = "payment.after-later";

  /** The gateway is about to be told to create a charge. */
  String BEFORE_CREATE_CALL = "payment.before-create-call";

  /** The gateway was told to create a charge; nobody has looked at its answer. */
  String AFTER_CREATE_CALL = "payment.after-create-call";

  /** The gateway is about to be asked for the charge of an order. */
  String BEFORE_FIND_CALL = "payment.before-find-call";

  /** The gateway was asked for the charge of an order; nobody has looked at its answer. */
  String AFTER_FIND_CALL = "payment.after-find-call";

  /** The gateway is about to be asked for the charge that the row names. */
  String BEFORE_RETRIEVE_CALL = "payment.before-retrieve-call";

  /** The gateway was asked for the charge that the row names; nobody has looked at its answer. */
  String AFTER_RETRIEVE_CALL = "payment.after-retrieve-call";

  /** The gateway is about to be told to make the charge that the row names. */
  String BEFORE_CONFIRM_CALL = "payment.before-confirm-call";

  /**
   * The gateway was told to make the charge that the row names; nobody has looked at its answer.
   */
  String AFTER_CONFIRM_CALL = "payment.after-confirm-call";

  /** The gateway is about to be told that a charge is never to be made. */
  String BEFORE_CANCEL_CALL = "payment.before-cancel-call";

  /** The gateway was told that a charge is never to be made; nobody has looked at its answer. */
  String AFTER_CANCEL_CALL = "payment.after-cancel-call";

  /** The gateway is about to be told to refund. */
  String BEFORE_REFUND_CALL = "payment.before-refund-call";

  /** The gateway has answered a refund, or has not; nobody has looked. */
  String AFTER_REFUND_CALL = "payment.after-refund-call";

  /** The gateway is about to be asked for a refund. */
  String BEFORE_FIND_REFUND = "payment.before-find-refund";

  /** The gateway was asked for a refund. */
  String AFTER_FIND_REFUND = "payment.after-find-refund";

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
