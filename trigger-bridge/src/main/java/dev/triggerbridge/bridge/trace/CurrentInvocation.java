package dev.triggerbridge.bridge.trace;

import org.jspecify.annotations.Nullable;

/**
 * The invocation that a thread is at: a batch is encoded, sent and read by one thread, and the
 * stations between know nothing of each other.
 */
final class CurrentInvocation {
  private final ThreadLocal<@Nullable InvocationTrace> current = new ThreadLocal<>();

  void set(InvocationTrace invocation) {
    current.set(invocation);
  }

  @Nullable InvocationTrace get() {
    return current.get();
  }
}
