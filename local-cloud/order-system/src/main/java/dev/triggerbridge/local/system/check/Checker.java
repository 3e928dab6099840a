package dev.triggerbridge.local.system.check;

import java.util.List;

/** All invariants of the order system. */
public final class Checker {
  private static final List<Invariant> INVARIANTS =
      List.of(
          new PlacedIsStored(),
          new StreamsAreWhole(),
          new OneFinalState(),
          new StatesFollowEvents(),
          new NetCharge(),
          new StockIsConserved(),
          new ReservedIsConfirmed(),
          new AuditIsComplete(),
          new DeadLettersArePoison(),
          new NothingPending());

  private Checker() {}

  /** One verdict per invariant, always in the same order. */
  public static List<Verdict> check(Evidence evidence) {
    return INVARIANTS.stream().map(invariant -> invariant.check(evidence)).toList();
  }
}
