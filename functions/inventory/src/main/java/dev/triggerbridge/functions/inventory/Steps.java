package dev.triggerbridge.functions.inventory;

/**
 * Every crash point of this function: the steps before and after each call of DynamoDB. The crash
 * suite reads this list.
 */
interface Steps {
  /** The order's row was not read yet. */
  String BEFORE_READ = "inventory.before-read";

  /** The order's row was read; whatever follows from it is not written. */
  String AFTER_READ = "inventory.after-read";

  /** The reservation and its stock are not written. */
  String BEFORE_RESERVE = "inventory.before-reserve";

  /** The reservation and its stock are written, or were refused. */
  String AFTER_RESERVE = "inventory.after-reserve";

  /** Stock was short and was not looked at yet. */
  String BEFORE_AVAILABLE = "inventory.before-available";

  /** It is known how much there is. */
  String AFTER_AVAILABLE = "inventory.after-available";

  /** A row that moves no stock, of a rejected or an unknown order, is not written. */
  String BEFORE_INSERT = "inventory.before-insert";

  /** A row that moves no stock is written; the record is not answered. */
  String AFTER_INSERT = "inventory.after-insert";

  /** The stock of a cancelled order is still reserved. */
  String BEFORE_RELEASE = "inventory.before-release";

  /** The stock of a cancelled order is available again, or was. */
  String AFTER_RELEASE = "inventory.after-release";

  /** Any row is written; the record is not answered. */
  String AFTER_WRITE = "inventory.after-write";
}
