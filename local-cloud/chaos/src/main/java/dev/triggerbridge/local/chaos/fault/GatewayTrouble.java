package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.gateway.FaultInjector;
import dev.triggerbridge.local.gateway.FaultKind;

/** The gateway itself misbehaves towards a share of the charges. */
final class GatewayTrouble implements Fault {
  private static final double SHARE = 0.4;

  private final FaultInjector injector;
  private final FaultKind kind;
  private final long before;

  GatewayTrouble(FaultInjector injector, FaultKind kind) {
    this.injector = injector;
    this.kind = kind;
    this.before = struck();
  }

  @Override
  public void begin() {
    injector.rate(kind, SHARE);
  }

  @Override
  public void end() {
    injector.rate(kind, 0);
  }

  @Override
  public long hits() {
    return struck() - before;
  }

  private long struck() {
    return injector.injected().getOrDefault(kind, 0L);
  }
}
