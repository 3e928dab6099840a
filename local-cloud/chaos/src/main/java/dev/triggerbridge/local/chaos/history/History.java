package dev.triggerbridge.local.chaos.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * What happened, one JSON object per line, written when it happens: {@code at} is the wall clock in
 * ISO 8601, {@code what} the kind of line. Payloads are not in it. Thread-safe.
 */
public final class History implements AutoCloseable {
  private static final Gson JSON = new Gson();

  private final Path file;
  private final BufferedWriter writer;
  private boolean closed;

  private History(Path file) throws IOException {
    this.file = file;
    this.writer = Files.newBufferedWriter(file, UTF_8);
  }

  /** Begins a file. */
  public static History create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new History(file);
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** A line about now. */
  public void note(String what, Map<String, ?> fields) {
    note(Instant.now(), what, fields);
  }

  /** A line about another moment; what comes after the end is dropped. */
  public synchronized void note(Instant at, String what, Map<String, ?> fields) {
    if (closed) {
      return;
    }
    JsonObject line = new JsonObject();
    line.addProperty("at", at.toString());
    line.addProperty("what", what);
    fields.forEach((name, value) -> line.add(name, JSON.toJsonTree(value)));
    try {
      writer.write(line.toString());
      writer.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException("the history cannot be written to " + file, e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    writer.close();
  }
}
