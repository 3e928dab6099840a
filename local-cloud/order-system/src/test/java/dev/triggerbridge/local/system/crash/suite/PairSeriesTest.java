package dev.triggerbridge.local.system.crash.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.crash.round.RoundResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With rounds that are made up: a violation must not get lost, and every series must end. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PairSeriesTest {
  private static final String NAK = "bridge.after-nak";
  private static final String REPLACE = "order.before-replace";
  private static final String CREATE = "order.after-create";
  private static final String READ = "payment.after-read";
  private static final List<String> POINTS = List.of(NAK, REPLACE, CREATE, READ);

  @TempDir private Path folder = Path.of("");

  @Test
  void series_without_a_violation_has_a_verdict_on_every_pair() throws Exception {
    ResultFile results =
        run((armed, only) -> result(armed, ""), (armed, only) -> result(armed, ""));

    assertThat(results.verdicts().keySet()).isEqualTo(Pair.all(POINTS));
    assertThat(results.wrong()).isEmpty();
  }

  @Test
  void pair_that_breaks_is_found_among_those_it_was_tried_with() throws Exception {
    Pair bad = new Pair(CREATE, READ);

    ResultFile results =
        run((armed, only) -> result(armed, armed.containsAll(bad.points()) ? "two charges" : ""));

    assertThat(results.verdicts()).containsEntry(bad, ResultFile.BROKEN);
    assertThat(results.verdicts().values().stream().filter(ResultFile.BROKEN::equals)).hasSize(1);
  }

  @Test
  void pair_that_needs_another_death_is_recorded_when_it_breaks_alone() throws Exception {
    Pair bad = new Pair(NAK, READ);

    ResultFile results =
        run((armed, only) -> result(armed, armed.containsAll(bad.points()) ? "two charges" : ""));

    assertThat(results.verdicts()).containsEntry(bad, ResultFile.BROKEN);
  }

  @Test
  void round_that_breaks_while_its_pairs_hold_alone_is_wrong() throws Exception {
    List<String> together = List.of(REPLACE, CREATE, READ);

    ResultFile results =
        run((armed, only) -> result(armed, armed.containsAll(together) ? "two charges" : ""));

    assertThat(results.verdicts().values()).containsOnly(ResultFile.HOLDS);
    assertThat(results.wrong()).isNotEmpty().allMatch(one -> one.startsWith("a round broke: "));
  }

  @Test
  void pair_that_is_missed_in_company_is_tried_in_a_round_that_knows_it_is_about_that_pair()
      throws Exception {
    ResultFile results =
        run(
            (armed, only) ->
                result(
                    armed.stream()
                        .filter(point -> only.isPresent() || !point.equals(READ))
                        .toList(),
                    ""));

    assertThat(results.verdicts().keySet()).isEqualTo(Pair.all(POINTS));
    assertThat(results.wrong()).isEmpty();
  }

  @Test
  void rounds_that_break_before_anything_is_hit_end_and_are_wrong() throws Exception {
    ResultFile results = run((armed, only) -> result(List.of(), "an order has no row"));

    assertThat(results.verdicts().values()).containsOnly(ResultFile.NOT_REACHED);
    assertThat(results.wrong()).anyMatch(one -> one.startsWith("a round broke: "));
  }

  @Test
  void stack_that_fails_again_and_again_ends_the_series() {
    assertThatThrownBy(
            () ->
                run(
                    (armed, only) -> {
                      throw new IOException("no server starts");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no server starts");
  }

  private ResultFile run(PairSeries.Rounds... sideBySide) throws Exception {
    ResultFile results = ResultFile.open(folder.resolve("pairs.ndjson"), "abc");
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new PairSeries(POINTS, results, 4, 2, Long.MAX_VALUE, nobody).runOn(List.of(sideBySide));
    return results;
  }

  private static RoundResult result(Collection<String> hits, String broken) {
    Set<String> proofs = new TreeSet<>();
    for (String hit : hits) {
      if (!proofs.add(hit)) {
        proofs.add(hit + "@2");
      }
    }
    return new RoundResult(
        proofs,
        List.of(),
        true,
        true,
        broken.isEmpty() ? List.of() : List.of(new Verdict("net charge is 1", false, broken)),
        Duration.ZERO,
        Duration.ZERO);
  }
}
