package dev.triggerbridge.local.gateway;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger on disk: one JSON line per executed request, on disk before it is answered. A line
 * that was cut off by a kill was never answered, and is cut away at the next start. Thread-safe.
 */
final class Journal implements AutoCloseable {
  private static final Gson JSON = new Gson();

  private final @Nullable FileChannel file;
  private final Object syncLock = new Object();
  private volatile long written;
  private long synced;

  private Journal(@Nullable FileChannel file) {
    this.file = file;
  }

  /**
   * Opens the journal of a directory.
   *
   * @param directory created if absent; null for a journal that keeps nothing
   * @param restored receives the entries that are there
   */
  static Journal open(@Nullable Path directory, List<Entry> restored) {
    if (directory == null) {
      return new Journal(null);
    }
    try {
      Files.createDirectories(directory);
      Path path = directory.resolve("ledger.ndjson");
      byte[] content = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      int complete = completeBytes(content);
      new String(content, 0, complete, StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> restored.add(read(path, line)));
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      file.truncate(complete);
      file.position(complete);
      Journal journal = new Journal(file);
      journal.written = complete;
      journal.synced = complete;
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the ledger in " + directory, e);
    }
  }

  /** Appends; the entry is in the file, not yet certainly on disk. Callers take turns. */
  synchronized long append(Entry entry) {
    if (file == null) {
      return 0;
    }
    ByteBuffer line = ByteBuffer.wrap((JSON.toJson(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
      written = file.position();
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the ledger", e);
    }
  }

  /**
   * Blocks until everything up to a position is on disk; callers that wait together share a sync.
   */
  void sync(long position) {
    if (file == null) {
      return;
    }
    synchronized (syncLock) {
      if (synced >= position) {
        return;
      }
      long target = written;
      try {
        file.force(false);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot sync the ledger", e);
      }
      synced = target;
    }
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close the ledger", e);
      }
    }
  }

  private static int completeBytes(byte[] content) {
    int end = content.length;
    while (end > 0 && content[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private static Entry read(Path path, String line) {
    try {
      return JSON.fromJson(line, Entry.class);
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException(
          "%s has a line that is no ledger entry: take the file away to start anew".formatted(path),
          e);
    }
  }
}
