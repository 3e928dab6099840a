package dev.triggerbridge.functions.audit;

/**
 * Every crash point of this function: the steps before and after each call of S3. The crash suite
 * reads this list.
 */
interface Steps {
  /** The object is not sent yet. */
  String BEFORE_PUT = "audit.before-put";

  /** The object is there, written by this execution or found; the records are not answered. */
  String AFTER_PUT = "audit.after-put";

  /** Something has the object's name, and is not looked at yet. */
  String BEFORE_HEAD = "audit.before-head";

  /** What has the object's name was looked at. */
  String AFTER_HEAD = "audit.after-head";
}
