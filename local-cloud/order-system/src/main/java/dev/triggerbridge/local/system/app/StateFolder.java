package dev.triggerbridge.local.system.app;

import dev.triggerbridge.local.system.stack.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a run keeps, locked against a second run. Temporary ones vanish
 * unless told to stay.
 */
final class StateFolder implements AutoCloseable {
  private static final String PREFIX = "triggerbridge-run-";
  private static final String LOCK = "lock";

  private final Path root;
  private final boolean temporary;
  private final FileChannel channel;
  private final FileLock lock;
  private boolean keep;

  private StateFolder(Path root, boolean temporary, FileChannel channel, FileLock lock) {
    this.root = root;
    this.temporary = temporary;
    this.channel = channel;
    this.lock = lock;
    this.keep = !temporary;
  }

  /**
   * Opens the given folder, or a new temporary one for null.
   *
   * @throws UsageException if another run uses it or it is a folder of something else
   */
  static StateFolder open(@Nullable Path data) throws IOException, UsageException {
    if (data == null) {
      return lock(Files.createTempDirectory(PREFIX), true);
    }
    Path folder = data.toAbsolutePath().normalize();
    if (Files.exists(folder) && !isOurs(folder)) {
      throw new UsageException(
          "--data " + data + ": is no folder of run-local and not empty; name another one");
    }
    Files.createDirectories(folder);
    return lock(folder, false);
  }

  /**
   * Removes kept state: of the given folder, or of all temporary ones that no run uses.
   *
   * @throws UsageException if the folder is in use or belongs to something else
   */
  static void clean(@Nullable Path data) throws IOException, UsageException {
    if (data != null) {
      if (Files.exists(data)) {
        try (StateFolder folder = open(data)) {
          folder.keep = false;
        }
      }
      return;
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> folders = Files.list(temporary)) {
      for (Path folder :
          folders.filter(path -> path.getFileName().toString().startsWith(PREFIX)).toList()) {
        removeUnlessUsed(folder);
      }
    }
  }

  private static void removeUnlessUsed(Path folder) throws IOException {
    if (!Files.isWritable(folder) || !isOurs(folder)) {
      return;
    }
    try (StateFolder free = lock(folder, true)) {
      free.keep = false;
    } catch (UsageException inUse) {
      // Another run works in it.
    }
  }

  /** Keeps a temporary folder after closing, for a person to look into. */
  void keep() {
    keep = true;
  }

  boolean isKept() {
    return keep;
  }

  /** Whether nobody named it: it vanishes unless kept. */
  boolean isTemporary() {
    return temporary;
  }

  Path root() {
    return root;
  }

  Path nats() {
    return root.resolve("nats");
  }

  Path dynamoDb() {
    return root.resolve("dynamodb");
  }

  Path s3() {
    return root.resolve("s3");
  }

  Path gateway() {
    return root.resolve("gateway");
  }

  /** Logs of all children of one run. */
  Path logs(String runId) {
    return root.resolve("logs").resolve(runId);
  }

  /** Where processes of one run that crashed on purpose leave their proof. */
  Path crashes(String runId) {
    return root.resolve("crashes").resolve(runId);
  }

  /** What the checker read, written when an invariant is broken. */
  Path snapshot() {
    return root.resolve("snapshot");
  }

  Path journal() {
    return root.resolve("journal.tsv");
  }

  Path environment() {
    return root.resolve("run-local.env");
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
    if (!keep) {
      Trees.delete(root);
    }
  }

  private static boolean isOurs(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return Files.exists(folder.resolve(LOCK)) || files.findAny().isEmpty();
    }
  }

  private static StateFolder lock(Path folder, boolean temporary)
      throws IOException, UsageException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new UsageException(folder + " is used by another run; wait for it or name another one");
    }
    return new StateFolder(folder, temporary, channel, lock);
  }
}
