package dev.triggerbridge.bridge.config;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code filterCriteria}. */
final class FilterCriteriaReader {
  /** AWS: 5, and 10 on request. */
  private static final int MOST_FILTERS = 10;

  private FilterCriteriaReader() {}

  static List<Located> read(Section mapping) {
    if (!mapping.has("filterCriteria")) {
      return List.of();
    }
    Section criteria = mapping.section("filterCriteria");
    List<Section> filters = criteria.sections("filters");
    if (filters.isEmpty() && criteria.isSound()) {
      criteria.problem(
          "filters",
          "has no entry, so no record would pass",
          "Write filters: [{pattern: {...}}], or remove filterCriteria");
    }
    if (filters.size() > MOST_FILTERS) {
      criteria.problem(
          "filters",
          "has "
              + filters.size()
              + " entries, and AWS allows 5, or "
              + MOST_FILTERS
              + " on request",
          "Combine some of them with $or");
    }
    criteria.rejectUnknownKeys();
    List<Located> read = new ArrayList<>();
    for (Section filter : filters) {
      if (filter.hasValue("pattern")) {
        filter.json("pattern").map(Located::at).ifPresent(read::add);
      } else if (filter.isBlock()) {
        filter.problem("pattern", "is missing", "Write pattern: {subject: [{prefix: orders.}]}");
      }
      filter.rejectUnknownKeys();
    }
    return read;
  }
}
