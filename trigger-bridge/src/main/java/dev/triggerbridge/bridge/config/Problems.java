package dev.triggerbridge.bridge.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that one start reports everything. Not thread-safe. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(String path, int line, @Nullable String value, String reason, String remedy) {
    found.add(new Problem(path, line, value, reason, remedy));
  }

  int count() {
    return found.size();
  }

  /** Whether anything is wrong at a path or below it; the empty path is the whole document. */
  boolean under(String path) {
    return found.stream()
        .map(Problem::path)
        .anyMatch(
            other ->
                path.isEmpty()
                    || other.equals(path)
                    || other.startsWith(path + '.')
                    || other.startsWith(path + '['));
  }

  List<Problem> inFileOrder() {
    return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }
}
