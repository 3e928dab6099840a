package dev.triggerbridge.local.system.crash.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
 *
 * A round that broke an invariant has a line of its own, with {@code round}, its points, in the
 * place of {@code pair}: it counts even if each of its pairs holds by itself.
 */
public final class ResultFile {
  static final String HOLDS = "holds";
  static final String BROKEN = "broken";
  static final String NOT_REACHED = "not both reached";

  private final Path file;
  private final String commit;
  private final Map<Pair, String> verdicts = new LinkedHashMap<>();
  private final List<String> brokenRounds = new ArrayList<>();

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
      String written = Files.readString(file, UTF_8);
      int whole = written.lastIndexOf('\n') + 1;
      if (whole < written.length()) {
        // A run that was ended in the middle of a line.
        Files.writeString(file, written.substring(0, whole), UTF_8);
      }
      written.substring(0, whole).lines().forEach(results::read);
    }
    return results;
  }

  private void read(String line) {
    JsonObject json = JsonParser.parseString(line).getAsJsonObject();
    if (json.has("round")) {
      brokenRounds.add(json.get("round").getAsString());
    } else {
      verdicts.put(Pair.parse(json.get("pair").getAsString()), json.get("verdict").getAsString());
    }
  }

  /** The last verdict on each pair. */
  Map<Pair, String> verdicts() {
    return verdicts;
  }

  /**
   * What is wrong: pairs whose last verdict is not that all holds, and rounds that broke; one
   * sentence each.
   */
  public List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    verdicts.forEach(
        (pair, verdict) -> {
          if (!verdict.equals(HOLDS)) {
            wrong.add(pair + ": " + verdict);
          }
        });
    brokenRounds.forEach(round -> wrong.add("a round broke: " + round));
    return wrong;
  }

  /** Notes a round that broke an invariant, whatever is found out about its pairs. */
  void addBrokenRound(List<String> armed, String reason) throws IOException {
    String round = String.join(" + ", armed);
    JsonObject json = new JsonObject();
    json.addProperty("round", round);
    json.addProperty("verdict", BROKEN);
    json.addProperty("reason", reason);
    append(json);
    brokenRounds.add(round);
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
    append(json);
    verdicts.put(pair, verdict);
  }

  private void append(JsonObject json) throws IOException {
    json.addProperty("commit", commit);
    Files.writeString(
        file, json + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
