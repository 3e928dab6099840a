package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.BridgeReplica;

/** SIGKILL; its supervisor starts another. */
final class BridgeKilled implements Fault {
  private final BridgeReplica bridge;
  private long victim;

  BridgeKilled(BridgeReplica bridge) {
    this.bridge = bridge;
  }

  @Override
  public void begin() {
    victim = bridge.pid();
    bridge.supervisor().kill();
  }

  @Override
  public void end() {
    // The way back is the supervisor's, and counts as recovery.
  }

  @Override
  public long hits() {
    return victim != 0 && bridge.pid() != victim ? 1 : 0;
  }
}
