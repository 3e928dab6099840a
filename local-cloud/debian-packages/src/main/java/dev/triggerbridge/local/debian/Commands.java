package dev.triggerbridge.local.debian;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short external commands. */
public final class Commands {
  private Commands() {}

  /** Runs in the current directory; see {@link #run(Duration, Path, List)}. */
  public static String run(Duration timeout, List<String> command) throws IOException {
    return run(timeout, Path.of("").toAbsolutePath(), command);
  }

  /**
   * Blocks until the command ends and returns what it printed, both streams together.
   *
   * @throws IOException if it cannot start, does not end in time or exits with another code than
   *     zero; the message has the last line that it printed
   */
  public static String run(Duration timeout, Path directory, List<String> command)
      throws IOException {
    Path output = Files.createTempFile("command", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectOutput(output.toFile())
              .start();
      if (!waitFor(process, timeout)) {
        process.destroyForcibly();
        throw new IOException(command.getFirst() + " did not end within " + timeout);
      }
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(
            command.getFirst() + " exited with " + process.exitValue() + lastLine(printed));
      }
      return printed;
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static boolean waitFor(Process process, Duration timeout) throws IOException {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String lastLine(String printed) {
    List<String> lines = printed.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "" : ": " + lines.getLast();
  }
}
