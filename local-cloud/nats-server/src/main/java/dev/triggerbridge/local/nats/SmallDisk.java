package dev.triggerbridge.local.nats;

import dev.triggerbridge.local.process.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file system of some megabytes that can be filled, so that a server meets a disk without space.
 *
 * <p>It is a tmpfs in a mount and user namespace of its own: no rights are needed, only processes
 * that are started for it see it, and it is gone with the last of them. One process holds it open
 * and ends with this object, or with this JVM.
 *
 * <p>Methods block for milliseconds; one thread at a time.
 */
public final class SmallDisk implements AutoCloseable {
  private static final String BALLAST = "ballast";
  private static final String MOUNTED = "mounted";
  private static final int LARGEST_PIECE = 64 * 1024;

  private final Path folder;
  private final Process holder;

  private SmallDisk(Path folder, Process holder) {
    this.folder = folder;
    this.holder = holder;
  }

  /**
   * Makes one.
   *
   * @param folder where it appears to its processes; created if absent
   * @param megabytes its size, at least 1
   * @return empty where it cannot be had: it takes Linux, {@code unshare} and {@code nsenter} (both
   *     come with util-linux), and user namespaces that everybody may make
   */
  public static Optional<SmallDisk> open(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    ProcessBuilder mounting =
        new ProcessBuilder(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=\"$1m\",mode=700 none \"$2\" && echo \"$3\" && exec cat",
                "small-disk",
                Integer.toString(megabytes),
                folder.toString(),
                MOUNTED)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Process holder;
    try {
      holder = ChildProcess.start(mounting);
    } catch (IOException e) {
      return Optional.empty();
    }
    BufferedReader printed = holder.inputReader(StandardCharsets.UTF_8);
    if (MOUNTED.equals(printed.readLine())) {
      return Optional.of(new SmallDisk(folder, holder));
    }
    holder.destroyForcibly();
    return Optional.empty();
  }

  /** Where it is, for its processes; to others this is an empty folder. */
  public Path folder() {
    return folder;
  }

  /** The command line that runs a command as one of its processes, under the same process id. */
  List<String> command(List<String> command) {
    List<String> entering =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--user",
                "--mount",
                "--preserve-credentials",
                "--target",
                Long.toString(holder.pid()),
                "--"));
    entering.addAll(command);
    return entering;
  }

  /** Takes all space that is left; what its processes write from now on does not fit. */
  public void fill() throws IOException {
    byte[] piece = new byte[LARGEST_PIECE];
    try (OutputStream ballast = Files.newOutputStream(seenFromHere().resolve(BALLAST))) {
      for (int size = piece.length; size > 0; size /= 2) {
        while (fits(ballast, piece, size)) {
          // Until this size fits no more.
        }
      }
    }
  }

  /** Gives back what {@link #fill} took. */
  public void empty() throws IOException {
    Files.deleteIfExists(seenFromHere().resolve(BALLAST));
  }

  /** Bytes that are left. */
  public long free() throws IOException {
    return Files.getFileStore(seenFromHere()).getUsableSpace();
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }

  private Path seenFromHere() {
    return Path.of("/proc", Long.toString(holder.pid()), "root")
        .resolve(Path.of("/").relativize(folder.toAbsolutePath()));
  }

  private static boolean fits(OutputStream file, byte[] piece, int size) {
    try {
      file.write(piece, 0, size);
      return true;
    } catch (IOException e) {
      // That nothing fits any more is what it is for.
      return false;
    }
  }
}
