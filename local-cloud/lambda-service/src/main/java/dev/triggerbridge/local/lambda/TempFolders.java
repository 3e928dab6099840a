package dev.triggerbridge.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Deletes folders. */
final class TempFolders {
  private TempFolders() {}

  /** Deletes a folder and all below it as far as it can; what stays is only a leftover. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      // Somebody else deletes it, or the disk is full: neither changes what the caller does.
    }
  }
}
