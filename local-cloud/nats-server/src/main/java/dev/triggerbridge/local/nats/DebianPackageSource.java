package dev.triggerbridge.local.nats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Downloads the distribution's package through apt and unpacks it, without root and without
 * touching the machine's own apt state.
 *
 * <p>Debian stable of 2023 has nats-server 2.9, so the machine's own suites are tried first and
 * then, from the machine's own Debian mirror, trixie (2.10) and sid. Newer builds run unpacked on
 * older releases because they need only the C library.
 */
final class DebianPackageSource implements NatsServerBinary.BinarySource {
  private static final List<String> NEWER_SUITES = List.of("trixie", "sid");

  private final boolean ofTheMachine;
  private final List<String> suites;

  /** The machine's own suites, then newer ones. */
  DebianPackageSource() {
    this(true, NEWER_SUITES);
  }

  /** These suites only. */
  DebianPackageSource(List<String> suites) {
    this(false, suites);
  }

  private DebianPackageSource(boolean ofTheMachine, List<String> suites) {
    this.ofTheMachine = ofTheMachine;
    this.suites = suites;
  }

  @Override
  public String name() {
    return "the distribution's package";
  }

  @Override
  public Path fetch(Path folder) throws IOException {
    List<String> failures = new ArrayList<>();
    int attempt = 0;
    for (AptSources sources : candidates()) {
      Path work = Files.createDirectory(folder.resolve("apt-" + attempt++));
      try {
        Path binary = download(work, sources);
        if (ServerVersion.isUsable(binary)) {
          return binary;
        }
        failures.add(sources.name() + " has " + ServerVersion.describe(binary));
      } catch (IOException e) {
        failures.add(sources.name() + ": " + e.getMessage());
      }
    }
    throw new IOException(
        failures.isEmpty() ? "this system has no apt" : String.join(", ", failures));
  }

  private List<AptSources> candidates() throws IOException {
    Path apt = Path.of("/etc/apt");
    List<AptSources> candidates = new ArrayList<>();
    if (Files.isDirectory(apt)) {
      if (ofTheMachine) {
        candidates.add(AptSources.ofTheMachine());
      }
      for (String suite : suites) {
        AptSources.ofSuite(apt, suite).ifPresent(candidates::add);
      }
    }
    return candidates;
  }

  private static Path download(Path work, AptSources sources) throws IOException {
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
    run(work, apt, "download", "nats-server");
    Path unpacked = work.resolve("unpacked");
    Commands.run(
        NatsServerBinary.FETCH_TIMEOUT,
        work,
        List.of("dpkg", "-x", packageIn(work).toString(), unpacked.toString()));
    return unpacked.resolve("usr/sbin/nats-server");
  }

  private static void run(Path work, List<String> apt, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(apt);
    command.addAll(List.of(arguments));
    Commands.run(NatsServerBinary.FETCH_TIMEOUT, work, command);
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
