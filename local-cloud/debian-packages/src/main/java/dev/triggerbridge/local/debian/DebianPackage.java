package dev.triggerbridge.local.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Downloads a package through apt and unpacks it, without root and without touching the machine's
 * own apt state.
 *
 * <p>The machine's own suites are tried first, where asked for, and then others of the machine's
 * own Debian mirror. Newer builds run unpacked on older releases as long as they need only the C
 * library. Methods block for some seconds.
 */
public final class DebianPackage {
  /** Per command. */
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private static final Path APT = Path.of("/etc/apt");

  private final String name;
  private final boolean ofTheMachine;
  private final List<String> suites;

  private DebianPackage(String name, boolean ofTheMachine, List<String> suites) {
    this.name = name;
    this.ofTheMachine = ofTheMachine;
    this.suites = List.copyOf(suites);
  }

  /** From the machine's own suites, then from these, such as {@code trixie}, in their order. */
  public static DebianPackage ofTheMachineOr(String name, List<String> suites) {
    return new DebianPackage(name, true, suites);
  }

  /** From these suites only. */
  public static DebianPackage of(String name, List<String> suites) {
    return new DebianPackage(name, false, suites);
  }

  /**
   * Unpacks below the folder the first one that will do.
   *
   * @param problem says what is wrong with the package unpacked in a folder; empty if it will do
   * @return the folder, in which its files lie as under {@code /}
   * @throws IOException if there is none; the message has the reason of each suite
   */
  public Path unpack(Path folder, Function<Path, Optional<String>> problem) throws IOException {
    List<String> failures = new ArrayList<>();
    int attempt = 0;
    for (AptSources sources : candidates()) {
      Path work = Files.createDirectory(folder.resolve("apt-" + attempt++));
      try {
        Path unpacked = download(work, sources);
        Optional<String> wrong = problem.apply(unpacked);
        if (wrong.isEmpty()) {
          return unpacked;
        }
        failures.add(sources.name() + " has " + wrong.get());
      } catch (IOException e) {
        failures.add(sources.name() + ": " + e.getMessage());
      }
    }
    throw new IOException(
        failures.isEmpty() ? "this system has no apt" : String.join(", ", failures));
  }

  private List<AptSources> candidates() throws IOException {
    List<AptSources> candidates = new ArrayList<>();
    if (Files.isDirectory(APT)) {
      if (ofTheMachine) {
        candidates.add(AptSources.ofTheMachine());
      }
      for (String suite : suites) {
        AptSources.ofSuite(APT, suite).ifPresent(candidates::add);
      }
    }
    return candidates;
  }

  private Path download(Path work, AptSources sources) throws IOException {
    Files.createDirectories(work.resolve("state/lists/partial"));
    Files.createDirectories(work.resolve("cache/archives/partial"));
    List<String> apt = new ArrayList<>(List.of("apt-get", "-qq"));
    for (String option : sources.options(work)) {
      apt.add("-o");
      apt.add(option);
    }
    apt.addAll(
        List.of(
            "-o", "Dir::State=" + work.resolve("state"),
            "-o", "Dir::State::Lists=" + work.resolve("state/lists"),
            "-o", "Dir::Cache=" + work.resolve("cache"),
            "-o", "Debug::NoLocking=1"));
    run(work, apt, "update");
    run(work, apt, "download", name);
    Path unpacked = work.resolve("unpacked");
    Commands.run(
        TIMEOUT, work, List.of("dpkg", "-x", packageIn(work).toString(), unpacked.toString()));
    return unpacked;
  }

  private static void run(Path work, List<String> apt, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(apt);
    command.addAll(List.of(arguments));
    Commands.run(TIMEOUT, work, command);
  }

  private static Path packageIn(Path work) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".deb"))
          .findFirst()
          .orElseThrow(() -> new IOException("apt downloaded no package"));
    }
  }
}
