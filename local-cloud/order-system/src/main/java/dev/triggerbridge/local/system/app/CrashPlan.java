package dev.triggerbridge.local.system.app;

import dev.triggerbridge.local.system.plan.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * At which point which process halts, and the proof that it did: a file named after the point that
 * the process leaves before it halts.
 *
 * @param functions crash points of functions, by function name
 * @param bridge crash points of the first bridge process
 */
record CrashPlan(Map<String, List<String>> functions, List<String> bridge) {
  private static final String BRIDGE = "bridge.";
  private static final int SMALL_RUN = 200;

  /** Crash points for the planned faults; hits are counted per process and early in small runs. */
  static CrashPlan of(Set<Fault> faults, int orders) {
    int hit = orders < SMALL_RUN ? 2 : 10;
    return new CrashPlan(
        faults.contains(Fault.FUNCTION_KILLED)
            ? Map.of(
                "order", List.of("order.after-write:" + hit),
                "payment", List.of("payment.after-charge:" + hit, "payment.after-write:" + 2 * hit),
                "inventory", List.of("inventory.after-write:" + hit))
            : Map.of(),
        faults.contains(Fault.BRIDGE_KILLED) ? List.of("bridge.after-publish:" + hit) : List.of());
  }

  /** Function processes that halted. */
  static long functionsKilled(Path crashes) throws IOException {
    return proofs(crashes) - bridgesKilled(crashes);
  }

  /** Bridge processes that halted. */
  static long bridgesKilled(Path crashes) throws IOException {
    try (Stream<Path> files = Files.list(crashes)) {
      return files.filter(file -> file.getFileName().toString().startsWith(BRIDGE)).count();
    }
  }

  private static long proofs(Path crashes) throws IOException {
    try (Stream<Path> files = Files.list(crashes)) {
      return files.count();
    }
  }
}
