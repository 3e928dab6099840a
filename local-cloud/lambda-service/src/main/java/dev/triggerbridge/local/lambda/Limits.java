package dev.triggerbridge.local.lambda;

/** Lambda's documented quotas, in bytes. */
final class Limits {
  /** A request for a synchronous invocation. */
  static final int REQUEST = 6 * 1024 * 1024;

  /** A request for an asynchronous invocation. */
  static final int EVENT_REQUEST = 1024 * 1024;

  /** An answer; Lambda allows 100 bytes more than the documented 6 MB. */
  static final int RESPONSE = 6 * 1024 * 1024 + 100;

  /** Of the log that is returned on request. */
  static final int LOG_TAIL = 4 * 1024;

  /** A request with a function's code: 50 MB, in base64. */
  static final int CODE = 70 * 1024 * 1024;

  private Limits() {}
}
