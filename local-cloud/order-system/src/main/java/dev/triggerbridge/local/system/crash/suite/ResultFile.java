package dev.triggerbridge.local.system.crash.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of each pair, one JSON object a line, appended as it comes: a run that is ended at any
 * moment goes on where it was.
 *
 * <ul>
 *   <li>{@code pair}: both points
 *   <li>{@code hit}: whether both processes died there, by their proofs
 *   <li>{@code verdict}: {@code holds}, {@code broken}, or {@code not both reached}
 *   <li>{@code kills}: processes that died in the round, those of other pairs included
 *   <li>{@code reason}: broken invariants, or what was not reached
 *   <li>{@code commit}: what was built
 * </ul>
 */
public final class ResultFile {
  static final String HOLDS = "holds";
  static final String BROKEN = "broken";
  static final String NOT_REACHED = "not both reached";

  private final Path file;
  private final String commit;
  private final Map<Pair, String> verdicts = new LinkedHashMap<>();

  private ResultFile(Path file, String commit) {
    this.file = file;
    this.commit = commit;
  }

  /**
   * Reads what is there.
   *
   * @param commit noted with what is added
   */
  public static ResultFile open(Path file, String commit) throws IOException {
    ResultFile results = new ResultFile(file, commit);
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file, UTF_8);
      for (String line : lines) {
        if (line.endsWith("}")) {
          JsonObject json = JsonParser.parseString(line).getAsJsonObject();
          results.verdicts.put(
              Pair.parse(json.get("pair").getAsString()), json.get("verdict").getAsString());
        }
      }
    }
    return results;
  }

  /** The last verdict on each pair. */
  Map<Pair, String> verdicts() {
    return verdicts;
  }

  /** The pairs of which the last verdict is that an invariant is broken. */
  public List<String> broken() {
    return verdicts.entrySet().stream()
        .filter(entry -> entry.getValue().equals(BROKEN))
        .map(entry -> entry.getKey() + " is broken")
        .toList();
  }

  void add(Pair pair, boolean hit, String verdict, int kills, @Nullable String reason)
      throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("pair", pair.toString());
    json.addProperty("hit", hit);
    json.addProperty("verdict", verdict);
    json.addProperty("kills", kills);
    if (reason != null) {
      json.addProperty("reason", reason);
    }
    json.addProperty("commit", commit);
    Files.writeString(
        file, json + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    verdicts.put(pair, verdict);
  }
}
