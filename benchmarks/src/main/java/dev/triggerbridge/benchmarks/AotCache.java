package dev.triggerbridge.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Java's ahead-of-time cache (JEP 483, 514 and 515): classes as they were linked, and profiles of
 * what a training run has executed, so that a process is ready sooner and compiles what matters
 * first.
 *
 * @param folder of the caches; null for none
 * @param training whether this run writes them, when it ends
 */
record AotCache(@Nullable Path folder, boolean training) {
  static final AotCache NONE = new AotCache(null, false);

  /** For the command line of a subject. */
  List<String> options(Subject subject) {
    if (folder == null) {
      return List.of();
    }
    Path file = folder.resolve(subject.name().toLowerCase(Locale.ROOT) + ".aot");
    return List.of((training ? "-XX:AOTCacheOutput=" : "-XX:AOTCache=") + file);
  }
}
