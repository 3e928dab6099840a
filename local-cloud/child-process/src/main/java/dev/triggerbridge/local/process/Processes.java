package dev.triggerbridge.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Stops and continues processes of this machine by their id, and sees whether they stand still.
 * Blocks for some milliseconds.
 */
public final class Processes {
  /** A signal is sent before it has arrived at all threads. */
  private static final Duration ARRIVING = Duration.ofSeconds(1);

  private Processes() {}

  /**
   * SIGSTOP; returns when no thread runs any more, which only Linux tells.
   *
   * @return false if the process is gone
   * @throws IOException if it cannot be sent, or this thread was interrupted
   */
  public static boolean stop(long pid) throws IOException {
    if (!signal("STOP", pid)) {
      return false;
    }
    long deadline = System.nanoTime() + ARRIVING.toNanos();
    while (!isStopped(pid) && Files.isDirectory(threads(pid)) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    return true;
  }

  /**
   * SIGCONT.
   *
   * @return false if the process is gone
   * @throws IOException if it cannot be sent, or this thread was interrupted
   */
  public static boolean resume(long pid) throws IOException {
    return signal("CONT", pid);
  }

  /** Whether it exists and every thread of it is stopped; Linux only. */
  public static boolean isStopped(long pid) {
    try (Stream<Path> all = Files.list(threads(pid))) {
      return all.allMatch(Processes::stands);
    } catch (IOException gone) {
      return false;
    }
  }

  private static Path threads(long pid) {
    return Path.of("/proc", Long.toString(pid), "task");
  }

  private static boolean stands(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    } catch (IOException ended) {
      return true;
    }
  }

  private static boolean signal(String name, long pid) throws IOException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return kill.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while sending SIG" + name + " to " + pid, e);
    }
  }
}
