package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import java.util.ArrayList;
import java.util.List;

/** What of a configuration only a restart can change. Pure. */
final class Restarts {
  private Restarts() {}

  /**
   * Passes if a running bridge can go from one to the other.
   *
   * @throws UsageException naming what it cannot
   */
  static void check(BridgeConfig from, BridgeConfig to) {
    List<String> changed = new ArrayList<>();
    compare(changed, "nats", from.nats(), to.nats());
    compare(changed, "lambda", from.lambda(), to.lambda());
    compare(changed, "http", from.http(), to.http());
    compare(changed, "shutdown", from.shutdownGrace(), to.shutdownGrace());
    compare(changed, "delayedEvents", from.delayed(), to.delayed());
    compare(changed, "tracing", from.tracing(), to.tracing());
    compare(changed, "metrics", from.metrics(), to.metrics());
    if (!changed.isEmpty()) {
      throw new UsageException(
          String.join(", ", changed) + " changed, which needs a restart of the bridge");
    }
  }

  private static void compare(List<String> changed, String what, Object from, Object to) {
    if (!from.equals(to)) {
      changed.add(what);
    }
  }
}
