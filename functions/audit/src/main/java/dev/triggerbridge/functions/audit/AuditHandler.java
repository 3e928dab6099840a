package dev.triggerbridge.functions.audit;

import dev.triggerbridge.functions.support.NatsBatchHandler;

/** Lambda's entry point of the audit function. */
public final class AuditHandler extends NatsBatchHandler {
  /** Called once per execution environment. */
  public AuditHandler() {
    super(new AuditFunctions());
  }
}
