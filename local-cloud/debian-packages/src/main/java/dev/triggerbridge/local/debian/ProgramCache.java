package dev.triggerbridge.local.debian;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Keeps fetched programs for this machine and user: in {@code $TRIGGERBRIDGE_CACHE}, else {@code
 * $XDG_CACHE_HOME/trigger-bridge}, else {@code ~/.cache/trigger-bridge}. Several processes may
 * install at once: that is guarded by a file lock, and what is fetched moves into place atomically.
 *
 * @param directory made when something is installed
 */
public record ProgramCache(Path directory) {
  /** The cache that these environment variables name. */
  public static ProgramCache of(Map<String, String> environment) {
    String ours = environment.get("TRIGGERBRIDGE_CACHE");
    if (ours != null && !ours.isBlank()) {
      return new ProgramCache(Path.of(ours).toAbsolutePath());
    }
    String xdg = environment.get("XDG_CACHE_HOME");
    Path base =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return new ProgramCache(base.resolve("trigger-bridge").toAbsolutePath());
  }

  /**
   * Returns the file or folder of that name, fetched first if there is no usable one. Blocks.
   *
   * @param lock name of the lock, which programs may share
   * @throws IllegalStateException if the cache cannot be written, or as the fetcher says
   */
  public Path install(String lock, String name, Predicate<Path> usable, Fetcher fetcher) {
    Path target = directory.resolve(name);
    if (usable.test(target)) {
      return target;
    }
    try {
      Files.createDirectories(directory);
      try (FileChannel lockFile =
              FileChannel.open(
                  directory.resolve(lock + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var held = lockFile.lock()) {
        if (!usable.test(target)) {
          fetch(target, fetcher);
        }
        return target;
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot write to the cache "
              + directory
              + "; set TRIGGERBRIDGE_CACHE to a writable folder",
          e);
    }
  }

  private void fetch(Path target, Fetcher fetcher) throws IOException {
    Path work = Files.createTempDirectory(directory, "fetch");
    try {
      Path fetched = fetcher.fetch(work);
      if (Files.isDirectory(target)) {
        // What is there is not usable, and a folder is not replaced by a move.
        Folders.delete(target);
      }
      Files.move(
          fetched, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Folders.delete(work);
    }
  }

  /** A way to get a program. */
  @FunctionalInterface
  public interface Fetcher {
    /**
     * Fetches it to somewhere below the folder, and returns what is to be kept.
     *
     * @throws IllegalStateException with a message that says why it cannot
     */
    Path fetch(Path folder) throws IOException;
  }
}
