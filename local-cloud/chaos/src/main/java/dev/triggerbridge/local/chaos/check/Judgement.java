package dev.triggerbridge.local.chaos.check;

import dev.triggerbridge.local.chaos.stack.Lanes;
import dev.triggerbridge.local.system.check.Checker;
import dev.triggerbridge.local.system.check.Evidence;
import dev.triggerbridge.local.system.check.OrderHistory;
import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.snapshot.Position;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a finished run: the invariants of run-local, and what chaos adds to them. Pure. */
public final class Judgement {
  private Judgement() {}

  /**
   * One verdict per invariant.
   *
   * @param evidence everything in the stores
   * @param acknowledged positions of PubAcks that the journal has not
   * @param invocations what was seen of ordered keys
   * @param faults the run's faults
   */
  public static List<Verdict> of(
      Evidence evidence,
      Collection<Position> acknowledged,
      Invocations invocations,
      List<StruckFault> faults) {
    List<Verdict> verdicts = new ArrayList<>(Checker.check(evidence));
    verdicts.add(nothingAcknowledgedIsMissing(evidence.snapshot(), acknowledged));
    verdicts.add(
        Verdict.of(
            "no record of a key overtakes an earlier one",
            invocations.violations(),
            invocations.laneRecords() + " records in order"));
    verdicts.add(everyFaultHit(faults));
    return verdicts;
  }

  /** Recovery after each fault that left something to recover from. */
  public static List<Recovery> recoveries(List<StruckFault> faults, Collection<OrderHistory> run) {
    return faults.stream().map(fault -> Recovery.of(fault, run)).flatMap(Optional::stream).toList();
  }

  static Verdict nothingAcknowledgedIsMissing(
      Snapshot snapshot, Collection<Position> acknowledged) {
    Set<Position> wanted = new HashSet<>(acknowledged);
    wanted.addAll(snapshot.journal().poison());
    wanted.addAll(snapshot.journal().placed().keySet());
    int all = wanted.size();
    for (String stream : List.of("ORDERS", Lanes.STREAM)) {
      for (StreamMessage message : snapshot.messages(stream)) {
        wanted.remove(new Position(stream, message.sequence()));
      }
    }
    return Verdict.of(
        "no acknowledged publish is missing",
        wanted.stream().map(position -> position + " is missing").sorted().toList(),
        all + " PubAcks");
  }

  private static Verdict everyFaultHit(List<StruckFault> faults) {
    return Verdict.of(
        "every planned fault hit",
        faults.stream()
            .filter(fault -> fault.hits() == 0)
            .map(fault -> "%s hit nothing".formatted(fault.planned().label()))
            .toList(),
        faults.size() + " faults");
  }
}
