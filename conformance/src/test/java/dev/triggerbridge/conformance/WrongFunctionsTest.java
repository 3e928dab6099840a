package dev.triggerbridge.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** For every rule a function that breaks it and no other, and is told so. */
class WrongFunctionsTest {
  private static @Nullable ServedFunctions served;

  @BeforeAll
  static void serve() throws Exception {
    served = ServedFunctions.python("src/test/functions/wrong.py");
  }

  @AfterAll
  static void stop() throws Exception {
    if (served != null) {
      served.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void function_that_breaks_a_rule_is_told_which(Rule rule) {
    KitRun run = KitRun.of("--endpoint", url(), "--function", rule.name(), "--output", "json");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(found(run)).as(run.out()).containsOnlyKeys(rule);
  }

  @Test
  void table_names_the_rule_and_the_remedy() {
    KitRun run = KitRun.of("--endpoint", url(), "--function", "EVERY_RECORD", "--seed", "7");

    assertThat(run.out())
        .contains("FAIL  several records")
        .contains("EVERY_RECORD")
        .contains("answer NOT_ATTEMPTED what was not tried")
        .contains("breaks natsbatch/1 in");
    assertThat(run.err()).contains("seed 7");
  }

  @Test
  void function_that_is_not_there_is_no_breach_but_an_error() {
    KitRun run = KitRun.of("--endpoint", url(), "--function", "nobody");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("nobody").contains("cannot be invoked");
  }

  private static String url() {
    ServedFunctions running = served;
    if (running == null) {
      throw new IllegalStateException("not served");
    }
    return running.url();
  }

  private static Map<Rule, Long> found(KitRun run) {
    JsonNode report = new ObjectMapper().readTree(run.out());
    Stream<JsonNode> findings =
        report.path("cases").valueStream().flatMap(one -> one.path("findings").valueStream());
    return findings.collect(
        Collectors.groupingBy(
            finding -> Rule.valueOf(finding.path("rule").asString()),
            () -> new EnumMap<>(Rule.class),
            Collectors.counting()));
  }
}
