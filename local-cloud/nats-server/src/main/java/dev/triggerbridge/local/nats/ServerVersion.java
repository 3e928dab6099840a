package dev.triggerbridge.local.nats;

import dev.triggerbridge.local.debian.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a nats-server.
 *
 * @param major first number
 * @param minor second number
 */
record ServerVersion(int major, int minor) implements Comparable<ServerVersion> {
  /** The oldest server with {@code filter_subjects} and consumer metadata. */
  static final ServerVersion MINIMUM = new ServerVersion(2, 10);

  private static final Pattern OUTPUT = Pattern.compile("nats-server: v?(\\d+)\\.(\\d+)");

  static boolean isUsable(Path executable) {
    return of(executable).map(version -> version.compareTo(MINIMUM) >= 0).orElse(false);
  }

  static String describe(Path executable) {
    return of(executable).map(version -> "version " + version).orElse("no nats-server");
  }

  static Optional<ServerVersion> of(Path executable) {
    if (!Files.isExecutable(executable)) {
      return Optional.empty();
    }
    try {
      return parse(Commands.run(Duration.ofSeconds(10), List.of(executable.toString(), "-v")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<ServerVersion> parse(String output) {
    Matcher matcher = OUTPUT.matcher(output);
    return matcher.find()
        ? Optional.of(
            new ServerVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ServerVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
