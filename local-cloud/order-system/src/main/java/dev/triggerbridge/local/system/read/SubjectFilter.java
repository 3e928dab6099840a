package dev.triggerbridge.local.system.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** NATS subject matching. */
final class SubjectFilter {
  private SubjectFilter() {}

  /** Whether the subject passes; no filters let everything pass. */
  static boolean matches(@Nullable List<String> filters, String subject) {
    return filters == null
        || filters.isEmpty()
        || filters.stream().anyMatch(filter -> matches(filter.split("\\."), subject.split("\\.")));
  }

  private static boolean matches(String[] filter, String[] subject) {
    for (int i = 0; i < filter.length; i++) {
      if (filter[i].equals(">")) {
        return subject.length > i;
      }
      if (i >= subject.length || !(filter[i].equals("*") || filter[i].equals(subject[i]))) {
        return false;
      }
    }
    return filter.length == subject.length;
  }
}
