package dev.triggerbridge.local.system.check;

/** Every stream message is in the audit once, unchanged, and nothing else is. */
final class AuditIsComplete implements Invariant {
  @Override
  public Verdict check(Evidence evidence) {
    AuditCount count = AuditCount.of(evidence.snapshot());
    return Verdict.of(
        "every stream message is audited once, unchanged",
        count.violations(),
        "%d records for %d messages".formatted(count.records(), count.streamMessages()));
  }
}
