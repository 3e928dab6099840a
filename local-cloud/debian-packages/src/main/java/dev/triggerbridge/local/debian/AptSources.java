package dev.triggerbridge.local.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where apt looks: the machine's own sources, or one other suite of the machine's own Debian
 * mirror.
 *
 * @param name for messages
 * @param line one line of a sources.list, or empty for the machine's own sources
 */
record AptSources(String name, Optional<String> line) {
  private static final Pattern ONE_LINE =
      Pattern.compile("^deb\\s+(?:\\[[^]]*]\\s+)?(\\S+/debian/?)\\s", Pattern.MULTILINE);
  private static final Pattern DEB822 =
      Pattern.compile("^URIs:\\s*(\\S+/debian/?)(?:\\s|$)", Pattern.MULTILINE);
  private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  static AptSources ofTheMachine() {
    return new AptSources("the machine's own suites", Optional.empty());
  }

  /** The suite on the mirror that the machine's own sources name; empty if they name none. */
  static Optional<AptSources> ofSuite(Path apt, String suite) throws IOException {
    Optional<String> mirror = mirror(apt);
    String options = Files.exists(KEYRING) ? "[signed-by=" + KEYRING + "] " : "";
    return mirror.map(
        address ->
            new AptSources(
                "Debian " + suite,
                Optional.of("deb " + options + address + " " + suite + " main\n")));
  }

  /** apt options that select these sources; writes a sources.list into the folder if needed. */
  List<String> options(Path folder) throws IOException {
    if (line.isEmpty()) {
      return List.of();
    }
    Path list = folder.resolve("sources.list");
    Files.writeString(list, line.get());
    return List.of("Dir::Etc::sourcelist=" + list, "Dir::Etc::sourceparts=/dev/null");
  }

  static Optional<String> mirror(Path apt) throws IOException {
    Path parts = apt.resolve("sources.list.d");
    try (Stream<Path> files =
        Files.isDirectory(parts) ? Files.list(parts).sorted() : Stream.empty()) {
      for (Path file : Stream.concat(Stream.of(apt.resolve("sources.list")), files).toList()) {
        String name = file.getFileName().toString();
        if ((name.endsWith(".list") || name.endsWith(".sources")) && Files.isRegularFile(file)) {
          Matcher matcher =
              (name.endsWith(".sources") ? DEB822 : ONE_LINE).matcher(Files.readString(file));
          if (matcher.find()) {
            return Optional.of(matcher.group(1));
          }
        }
      }
    }
    return Optional.empty();
  }
}
