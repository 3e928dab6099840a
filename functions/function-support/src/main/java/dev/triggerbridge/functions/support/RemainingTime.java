package dev.triggerbridge.functions.support;

import com.amazonaws.services.lambda.runtime.Context;
import org.jspecify.annotations.Nullable;

/** How long this invocation may still run. */
interface RemainingTime {
  /** Milliseconds until Lambda kills the invocation. */
  long millis();

  /** Lambda's own count; without a context (a test, another host) an hour. */
  static RemainingTime of(@Nullable Context context) {
    return context == null ? () -> 3_600_000L : context::getRemainingTimeInMillis;
  }
}
