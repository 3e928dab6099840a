package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.OutputFormat;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.deadletter.EntryFilter;
import dev.triggerbridge.bridge.deadletter.SequenceRanges;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters are meant: the options that all commands on them have. */
final class DlqSelection {
  @Option(
      names = "--mapping",
      split = ",",
      paramLabel = "NAME",
      description = "Only of these mappings.")
  private List<String> mappings = List.of();

  @Option(
      names = "--code",
      split = ",",
      paramLabel = "CODE",
      description = "Only with this error code or class, such as RETRIES_EXHAUSTED.")
  private List<String> codes = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only given up at or after: 2026-11-23T07:00:00Z, or 2h for two hours ago.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only given up before.")
  private @Nullable Instant until;

  @Option(
      names = "--sequence",
      paramLabel = "LIST",
      converter = SequencesConverter.class,
      description = "Only at these positions of the dead-letter stream: 7, 7-12, 7-, or 7,9-12.")
  private SequenceRanges sequences = SequenceRanges.ALL;

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description = "Looks under this subject instead of onFailure.subject of the mappings.")
  private @Nullable String subject;

  @Mixin private final OutputOption output = new OutputOption();

  OutputFormat output() {
    return output.format();
  }

  EntryFilter filter() {
    return new EntryFilter(
        Set.copyOf(mappings),
        Set.copyOf(codes),
        Optional.ofNullable(since),
        Optional.ofNullable(until),
        sequences);
  }

  /** Whether anything narrows the choice. */
  boolean isEverything() {
    return mappings.isEmpty()
        && codes.isEmpty()
        && since == null
        && until == null
        && sequences.ranges().isEmpty();
  }

  /**
   * The subjects to look under.
   *
   * @throws UsageException if no mapping of the file has dead letters in JetStream
   */
  Set<String> subjects(BridgeConfig config) {
    if (subject != null) {
      return Set.of(subject);
    }
    Set<String> found = new LinkedHashSet<>();
    for (MappingConfig mapping : config.mappings()) {
      if (isMeant(mapping, config)) {
        mapping.onFailureSubject().ifPresent(found::add);
      }
    }
    if (found.isEmpty()) {
      throw new UsageException(
          "no such mapping sends its dead letters to JetStream: set onFailure.subject, or name the"
              + " subject with --subject");
    }
    return found;
  }

  /** Entries of mappings that the file no longer has may be under any subject. */
  private boolean isMeant(MappingConfig mapping, BridgeConfig config) {
    List<String> known = config.mappings().stream().map(MappingConfig::name).toList();
    return mappings.isEmpty() || mappings.contains(mapping.name()) || !known.containsAll(mappings);
  }
}
