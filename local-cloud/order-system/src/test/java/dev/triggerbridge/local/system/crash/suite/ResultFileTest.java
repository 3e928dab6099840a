package dev.triggerbridge.local.system.crash.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  private static final Pair GOOD = new Pair("order.after-create", "bridge.after-pull");
  private static final Pair BAD = new Pair("order.after-create", "order.after-create");

  @TempDir private Path folder = Path.of("");

  @Test
  void verdicts_are_there_again_when_the_file_is_opened_again() throws Exception {
    Path file = folder.resolve("pairs.ndjson");
    ResultFile first = ResultFile.open(file, "abc");
    first.add(GOOD, true, ResultFile.HOLDS, 6, null);
    first.add(BAD, true, ResultFile.BROKEN, 2, "stock is conserved: \"a\" has none");
    // A run that was ended in the middle of a line.
    Files.writeString(file, "{\"pair\":\"a.b", StandardOpenOption.APPEND);

    ResultFile second = ResultFile.open(file, "def");

    assertThat(second.verdicts()).isEqualTo(Map.of(GOOD, ResultFile.HOLDS, BAD, ResultFile.BROKEN));
    assertThat(second.wrong()).singleElement().asString().contains("order.after-create");
  }

  @Test
  void line_after_a_torn_one_is_whole() throws Exception {
    Path file = folder.resolve("pairs.ndjson");
    Files.writeString(file, "{\"pair\":\"a.b");
    ResultFile.open(file, "abc").add(GOOD, true, ResultFile.HOLDS, 6, null);

    assertThat(ResultFile.open(file, "abc").verdicts()).containsOnlyKeys(GOOD);
  }

  @Test
  void broken_round_and_pair_that_was_not_reached_are_wrong() throws Exception {
    Path file = folder.resolve("pairs.ndjson");
    ResultFile results = ResultFile.open(file, "abc");
    results.add(GOOD, true, ResultFile.HOLDS, 6, null);
    results.add(BAD, false, ResultFile.NOT_REACHED, 0, null);
    results.addBrokenRound(List.of("order.after-create", "audit.before-put"), "two charges");

    assertThat(ResultFile.open(file, "abc").wrong())
        .containsExactly(
            BAD + ": not both reached", "a round broke: order.after-create + audit.before-put");
  }

  @Test
  void later_verdict_on_a_pair_counts() throws Exception {
    Path file = folder.resolve("pairs.ndjson");
    ResultFile results = ResultFile.open(file, "abc");
    results.add(BAD, true, ResultFile.BROKEN, 2, "was broken");
    results.add(BAD, true, ResultFile.HOLDS, 2, null);

    assertThat(ResultFile.open(file, "abc").wrong()).isEmpty();
  }
}
