package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.Subjects;
import dev.triggerbridge.bridge.filter.FilterPattern;
import dev.triggerbridge.bridge.filter.SubjectPushdown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which subjects the server delivers: what is configured, narrowed by the criteria. Pure. */
final class ConsumerSubjects {
  private ConsumerSubjects() {}

  /** Never overlapping, which NATS refuses; empty if no subject can pass. */
  static Optional<List<String>> of(MappingConfig mapping, List<FilterPattern> patterns) {
    Optional<Set<String>> wanted = SubjectPushdown.of(patterns);
    if (wanted.isEmpty()) {
      return Optional.of(mapping.filterSubjects());
    }
    List<String> narrowed =
        mapping.filterSubjects().isEmpty()
            ? withoutCovered(wanted.get())
            : withoutCovered(narrowed(mapping.filterSubjects(), wanted.get()));
    if (narrowed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        overlap(narrowed) || wouldReadWhatItSends(mapping, narrowed)
            ? mapping.filterSubjects()
            : narrowed);
  }

  private static List<String> narrowed(List<String> configured, Set<String> wanted) {
    List<String> narrowed = new ArrayList<>();
    for (String own : configured) {
      for (String other : wanted) {
        if (Subjects.covers(own, other)) {
          narrowed.add(other);
        } else if (Subjects.overlap(own, other)) {
          narrowed.add(own);
        }
      }
    }
    return narrowed;
  }

  private static List<String> withoutCovered(Collection<String> filters) {
    List<String> distinct = filters.stream().distinct().toList();
    return distinct.stream()
        .filter(
            one ->
                distinct.stream()
                    .noneMatch(other -> !other.equals(one) && Subjects.covers(other, one)))
        .toList();
  }

  private static boolean overlap(List<String> filters) {
    return filters.stream()
        .anyMatch(
            one ->
                filters.stream()
                    .anyMatch(other -> !other.equals(one) && Subjects.overlap(other, one)));
  }

  /** Whether that is so depends on the stream, which is looked at where nothing is pushed down. */
  private static boolean wouldReadWhatItSends(MappingConfig mapping, List<String> filters) {
    return Stream.concat(mapping.onFailureSubject().stream(), mapping.onSuccessSubject().stream())
        .anyMatch(target -> filters.stream().anyMatch(own -> Subjects.overlap(own, target)));
  }
}
