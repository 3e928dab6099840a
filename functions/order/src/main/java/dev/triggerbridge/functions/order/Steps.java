package dev.triggerbridge.functions.order;

/**
 * Every crash point of this function: the steps before and after each call of DynamoDB. The crash
 * suite reads this list.
 */
interface Steps {
  /** No row was read yet. */
  String BEFORE_READ = "order.before-read";

  /** The row was read; whatever follows from it is not written. */
  String AFTER_READ = "order.after-read";

  /** A row that was not there, of an order or of what came before it, is not written. */
  String BEFORE_CREATE = "order.before-create";

  /** A row that was not there is written; the record is not answered. */
  String AFTER_CREATE = "order.after-create";

  /** A changed row is not written. */
  String BEFORE_REPLACE = "order.before-replace";

  /** A changed row is written; the record is not answered. */
  String AFTER_REPLACE = "order.after-replace";

  /** A row of an order that is over is not written. */
  String BEFORE_END = "order.before-end";

  /** A row of an order that is over is written; its last events are not returned. */
  String AFTER_END = "order.after-end";

  /** Any row is written; the record is not answered. */
  String AFTER_WRITE = "order.after-write";
}
