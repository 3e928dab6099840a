package dev.triggerbridge.bridge.deadletter;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries are meant; an empty condition lets everything through. Pure.
 *
 * @param mappings that gave the record up
 * @param codes the error's code or class
 * @param since given up at or after
 * @param until given up before
 * @param sequences positions in the dead-letter stream
 */
public record EntryFilter(
    Set<String> mappings,
    Set<String> codes,
    Optional<Instant> since,
    Optional<Instant> until,
    SequenceRanges sequences) {
  /** Copies the sets. */
  public EntryFilter {
    mappings = Set.copyOf(mappings);
    codes = Set.copyOf(codes);
  }

  /** Whether this entry is meant. */
  public boolean accepts(StoredEntry stored) {
    Failure failure = stored.entry().failure();
    return (mappings.isEmpty() || mappings.contains(stored.entry().origin().mapping()))
        && (codes.isEmpty()
            || codes.contains(failure.code())
            || codes.contains(failure.errorClass()))
        && since.map(from -> !failure.time().isBefore(from)).orElse(true)
        && until.map(to -> failure.time().isBefore(to)).orElse(true)
        && sequences.contains(stored.sequence());
  }
}
