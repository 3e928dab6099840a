package dev.triggerbridge.local.system.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks through everything that the processes of a run have printed for what must not be there:
 * credentials, and pieces of payloads that were made to be found.
 *
 * @param folder with the logs of bridge, functions, Lambda service and servers
 */
public record LogScan(Path folder) {
  private static final String LOG = ".log";

  /**
   * Where a planted text was printed; empty if nowhere. Blocking.
   *
   * @param planted texts by their names; findings name them and never repeat them
   */
  public List<String> findings(Map<String, String> planted) throws IOException {
    List<String> findings = new ArrayList<>();
    for (Path file : files()) {
      int number = 0;
      for (String line : lines(file)) {
        number++;
        for (Map.Entry<String, String> each : planted.entrySet()) {
          if (line.contains(each.getValue())) {
            findings.add(
                "%s:%d shows %s".formatted(folder.relativize(file), number, each.getKey()));
          }
        }
      }
    }
    return findings;
  }

  /** Every line of the files whose path contains the text. */
  public List<String> linesOf(String path) throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : files()) {
      if (folder.relativize(file).toString().contains(path)) {
        all.addAll(lines(file));
      }
    }
    return all;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(LOG)).sorted().toList();
    }
  }

  /** Whatever the bytes are. */
  private static List<String> lines(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
  }
}
