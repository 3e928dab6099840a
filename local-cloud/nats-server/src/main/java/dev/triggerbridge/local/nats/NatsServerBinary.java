package dev.triggerbridge.local.nats;

import dev.triggerbridge.local.debian.ProgramCache;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a nats-server executable of version 2.10 or newer, and fetches one when there is none.
 *
 * <p>Looked at in this order: the environment variable {@code NATS_SERVER}, {@code PATH}, our
 * {@linkplain ProgramCache cache}, the distribution's package (unpacked into the cache, without
 * root), the official image where a Docker engine answers. Several processes may resolve at once.
 *
 * <p>{@code NATS_SERVER=newest} asks for the newest one that a distribution packages, Debian sid's;
 * where that cannot be had, a line on stderr says so and the search goes on as without it.
 */
public final class NatsServerBinary {
  private static final String EXECUTABLE = "nats-server";
  private static final String NEWEST = "newest";

  private NatsServerBinary() {}

  /**
   * Returns the executable; blocks for a download of some seconds on first use.
   *
   * @throws IllegalStateException if none can be found or fetched; the message says what was tried
   *     and how to install one
   */
  public static Path resolve() {
    return resolve(System.getenv());
  }

  static Path resolve(Map<String, String> environment) {
    String named = environment.get("NATS_SERVER");
    if (NEWEST.equals(named)) {
      return newest(cacheDirectory(environment)).orElseGet(() -> found(environment));
    }
    if (named != null && !named.isBlank()) {
      return requireUsable(Path.of(named));
    }
    return found(environment);
  }

  private static Optional<Path> newest(Path cache) {
    try {
      return Optional.of(
          install(
              cache,
              cache.resolve(EXECUTABLE + "-" + NEWEST),
              List.of(new DebianPackageSource(List.of("sid")))));
    } catch (IllegalStateException e) {
      System.err.println("NATS_SERVER=" + NEWEST + " is ignored: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Path found(Map<String, String> environment) {
    Optional<Path> onPath = findOnPath(environment.getOrDefault("PATH", ""));
    if (onPath.isPresent()) {
      return onPath.get();
    }
    Path cache = cacheDirectory(environment);
    return install(
        cache,
        cache.resolve(EXECUTABLE),
        List.of(new DebianPackageSource(), new DockerImageSource()));
  }

  /** Our cache directory for this machine and user; not created by this call. */
  public static Path cacheDirectory(Map<String, String> environment) {
    return ProgramCache.of(environment).directory();
  }

  private static Path requireUsable(Path named) {
    if (!ServerVersion.isUsable(named)) {
      throw new IllegalStateException(
          "NATS_SERVER="
              + named
              + " is not a nats-server of version "
              + ServerVersion.MINIMUM
              + " or newer ("
              + ServerVersion.describe(named)
              + "). Point it at one, or unset it.");
    }
    return named;
  }

  private static Optional<Path> findOnPath(String path) {
    // Debian's package installs to sbin, which is not on every user's PATH.
    for (String folder : (path + File.pathSeparator + "/usr/sbin").split(File.pathSeparator)) {
      if (!folder.isBlank()) {
        Path candidate = Path.of(folder, EXECUTABLE);
        if (ServerVersion.isUsable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  private static Path install(Path cache, Path target, List<BinarySource> sources) {
    return new ProgramCache(cache)
        .install(
            EXECUTABLE,
            target.getFileName().toString(),
            ServerVersion::isUsable,
            work -> fetch(work, sources));
  }

  private static Path fetch(Path folder, List<BinarySource> sources) throws IOException {
    List<String> tried = new ArrayList<>();
    for (BinarySource source : sources) {
      Path work = Files.createTempDirectory(folder, "source");
      try {
        Path fetched = source.fetch(work);
        if (ServerVersion.isUsable(fetched)) {
          return fetched;
        }
        tried.add(source.name() + ": " + ServerVersion.describe(fetched));
      } catch (IOException e) {
        tried.add(source.name() + ": " + e.getMessage());
      }
    }
    throw new IllegalStateException(
        "no nats-server "
            + ServerVersion.MINIMUM
            + " or newer on this machine, and none could be fetched ("
            + String.join("; ", tried)
            + "). "
            + remedy());
  }

  private static String remedy() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String install =
        system.contains("mac")
            ? "Install it with `brew install nats-server`"
            : system.contains("win")
                ? "Install it with `winget install NATS.Server`"
                : "Install your distribution's package `nats-server`, or a release of"
                    + " nats-io/nats-server";
    return install + ", or set NATS_SERVER to the executable.";
  }

  /** A way to get the executable. */
  interface BinarySource {
    /** How a message calls it. */
    String name();

    /**
     * Fetches the executable to somewhere below the folder.
     *
     * @throws IOException with a message that says why it cannot
     */
    Path fetch(Path folder) throws IOException;
  }

  static final Duration FETCH_TIMEOUT = Duration.ofMinutes(3);
}
