package dev.triggerbridge.local.system.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks through the logs of the function processes. */
public final class FunctionLogs {
  private static final String MARKER_HIT = "\"markerHit\":true";

  private FunctionLogs() {}

  /** Records that a function answered from its marker because their effect was already done. */
  public static long markerHits(Path logs) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(logs)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    long hits = 0;
    for (Path file : files) {
      // A process that was killed may have left half a character.
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        hits += lines.filter(line -> line.contains(MARKER_HIT)).count();
      }
    }
    return hits;
  }
}
