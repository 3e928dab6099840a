package dev.triggerbridge.local.chaos.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Results of many calls, one JSON object per line; a series goes on where its file ends. */
public final class ResultFile {
  private static final Gson JSON = new Gson();

  private final Path file;

  /** The file need not exist. */
  public ResultFile(Path file) {
    this.file = file;
  }

  /**
   * All runs so far.
   *
   * @throws IOException naming the line that cannot be read
   */
  public List<RunResult> read() throws IOException {
    List<RunResult> runs = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, UTF_8)) {
        try {
          runs.add(JSON.fromJson(line, RunResult.class));
        } catch (JsonParseException e) {
          throw new IOException(
              "%s, line %d is no result: remove it".formatted(file, runs.size() + 1), e);
        }
      }
    }
    return runs;
  }

  /** Adds a run. */
  public void append(RunResult run) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file, JSON.toJson(run) + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
