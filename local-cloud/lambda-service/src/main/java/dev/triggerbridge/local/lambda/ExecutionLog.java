package dev.triggerbridge.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * What one execution prints, in a file of its own.
 *
 * <p>A file rather than a pipe: when the runtime has answered, all that it printed before is there
 * to be read, and a frozen process never leaves us with half a pipe.
 */
final class ExecutionLog {
  private final String function;
  private final Path file;
  private final LogListener listener;
  private long published;

  ExecutionLog(String function, Path file, LogListener listener) throws IOException {
    this.function = function;
    this.file = file;
    this.listener = listener;
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.createFile(file);
  }

  /** Where the process shall append. */
  Path file() {
    return file;
  }

  /** Adds a line of ours and returns the position before it. */
  synchronized long append(String line) {
    try {
      long before = Files.size(file);
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
      return before;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last 4 KB of what came after the position. */
  synchronized byte[] tail(long position) {
    byte[] all = readFrom(position);
    return Arrays.copyOfRange(all, Math.max(0, all.length - Limits.LOG_TAIL), all.length);
  }

  /** Gives complete lines that are new since the last call to the listener. */
  synchronized void publish() {
    byte[] fresh = readFrom(published);
    int complete = fresh.length;
    while (complete > 0 && fresh[complete - 1] != '\n') {
      complete--;
    }
    published += complete;
    new String(fresh, 0, complete, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> listener.line(function, line));
  }

  private byte[] readFrom(long from) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - from)));
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
        continue;
      }
      return Arrays.copyOf(buffer.array(), buffer.position());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
