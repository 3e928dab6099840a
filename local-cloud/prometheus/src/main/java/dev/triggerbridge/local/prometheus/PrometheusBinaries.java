package dev.triggerbridge.local.prometheus;

import dev.triggerbridge.local.debian.Commands;
import dev.triggerbridge.local.debian.DebianPackage;
import dev.triggerbridge.local.debian.ProgramCache;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The executables {@code prometheus} and {@code promtool}. Looked for in this order: the folder in
 * the environment variable {@code PROMETHEUS_HOME}, {@code PATH}, our {@linkplain ProgramCache
 * cache}, Debian's package, unpacked into the cache without root.
 *
 * @param folder holds both
 */
public record PrometheusBinaries(Path folder) {
  private static final List<String> NEWER_SUITES = List.of("trixie", "sid");
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /**
   * Returns them; blocks for a download of some seconds on first use.
   *
   * @throws IllegalStateException if there are none and none can be fetched; says what to do
   */
  public static PrometheusBinaries resolve() {
    return resolve(System.getenv());
  }

  static PrometheusBinaries resolve(Map<String, String> environment) {
    String named = environment.get("PROMETHEUS_HOME");
    if (named != null && !named.isBlank()) {
      Path folder = Path.of(named);
      if (!isUsable(folder)) {
        throw new IllegalStateException(
            "PROMETHEUS_HOME="
                + named
                + " does not hold the executables prometheus and promtool. Point it at the folder"
                + " that does, or unset it.");
      }
      return new PrometheusBinaries(folder);
    }
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isBlank() && isUsable(Path.of(folder))) {
        return new PrometheusBinaries(Path.of(folder));
      }
    }
    return new PrometheusBinaries(
        ProgramCache.of(environment)
            .install(
                "prometheus",
                "prometheus",
                PrometheusBinaries::isUsable,
                PrometheusBinaries::fetch));
  }

  /**
   * Runs promtool, and returns what it printed. Blocks.
   *
   * @throws IOException if it exits with another code than zero; the message has its output
   */
  public String promtool(String... arguments) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(List.of(folder.resolve("promtool").toString()));
    command.addAll(List.of(arguments));
    return Commands.run(TIMEOUT, command);
  }

  Path prometheus() {
    return folder.resolve("prometheus");
  }

  private static Path fetch(Path work) {
    try {
      return DebianPackage.ofTheMachineOr("prometheus", NEWER_SUITES)
          .unpack(work, PrometheusBinaries::problem)
          .resolve("usr/bin");
    } catch (IOException e) {
      throw new IllegalStateException(
          "there is no Prometheus on this machine, and none could be fetched: "
              + e.getMessage()
              + ". Install the package prometheus, or set PROMETHEUS_HOME to the folder of"
              + " prometheus and promtool.",
          e);
    }
  }

  private static Optional<String> problem(Path unpacked) {
    Path bin = unpacked.resolve("usr/bin");
    try {
      if (isUsable(bin)) {
        var unused =
            Commands.run(TIMEOUT, List.of(bin.resolve("prometheus").toString(), "--version"));
        return Optional.empty();
      }
      return Optional.of("no executables in usr/bin");
    } catch (IOException e) {
      return Optional.of("one that does not run here: " + e.getMessage());
    }
  }

  private static boolean isUsable(Path folder) {
    return Files.isExecutable(folder.resolve("prometheus"))
        && Files.isExecutable(folder.resolve("promtool"));
  }
}
