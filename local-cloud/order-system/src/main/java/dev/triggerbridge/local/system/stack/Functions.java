package dev.triggerbridge.local.system.stack;

import java.net.URI;

/** Where the functions are invoked, whoever runs them. */
public interface Functions {
  /** Address of the Invoke API. */
  URI url();

  /** Invocations that were refused because all executions were busy; 0 if nobody counts them. */
  long throttles();
}
