package dev.triggerbridge.bridge.config;

import java.util.List;
import java.util.Optional;

/** Reads {@code onSuccess}: where the results of processed records go. */
final class OnSuccessReader {
  private OnSuccessReader() {}

  static Optional<String> read(Section mapping, List<String> filters) {
    if (!mapping.has("onSuccess")) {
      return Optional.empty();
    }
    Section onSuccess = mapping.section("onSuccess");
    String subject = onSuccess.requiredText("subject", "Write where results go");
    if (!subject.isEmpty()) {
      Subjects.publishFault(subject)
          .ifPresent(
              fault ->
                  onSuccess.problem(
                      "subject", fault, "Write one exact subject, such as orders.results"));
      filters.stream()
          .filter(filter -> Subjects.overlap(filter, subject))
          .findFirst()
          .ifPresent(
              filter ->
                  onSuccess.problem(
                      "subject",
                      "lies inside " + filter + ", which this mapping itself reads: it would loop",
                      "Use a subject that the mapping does not read"));
    }
    onSuccess.rejectUnknownKeys();
    return subject.isEmpty() ? Optional.empty() : Optional.of(subject);
  }
}
