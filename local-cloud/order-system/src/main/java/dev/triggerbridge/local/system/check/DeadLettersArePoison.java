package dev.triggerbridge.local.system.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Counted by mapping, stream and sequence, the dead letters are what nobody can process. */
final class DeadLettersArePoison implements Invariant {
  @Override
  public Verdict check(Evidence evidence) {
    Set<String> found = DeadLetters.found(evidence.snapshot());
    Set<String> expected = DeadLetters.expected(evidence.snapshot().journal().poison());
    expected.addAll(DeadLetters.unanswered(evidence.snapshot()));
    List<String> violations = new ArrayList<>();
    TreeSet<String> missing = new TreeSet<>(expected);
    missing.removeAll(found);
    missing.forEach(letter -> violations.add("no dead letter: " + letter));
    TreeSet<String> innocent = new TreeSet<>(found);
    innocent.removeAll(expected);
    innocent.forEach(letter -> violations.add("dead letter of an innocent: " + letter));
    return Verdict.of(
        "dead letters are exactly the poison and what cannot be reserved",
        violations,
        found.size() + " dead letters");
  }
}
