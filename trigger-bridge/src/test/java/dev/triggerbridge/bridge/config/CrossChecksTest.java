package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CrossChecksTest {
  private static final String SECOND =
      """
        - name: %s
          stream: %s
          functionName: audit
      """;

  @Test
  void mapping_name_used_twice_is_refused() {
    List<Problem> problems =
        ConfigText.problems(ConfigText.MINIMAL + SECOND.formatted("payment", "PAYMENTS"));

    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "line 7: mappings[1].name = 'payment': is already the name of a mapping, mappings[0]."
                + " Give each its own name.");
  }

  @Test
  void consumer_shared_by_two_mappings_of_a_stream_is_refused() {
    List<Problem> problems =
        ConfigText.problems(
            ConfigText.MINIMAL + SECOND.formatted("audit", "ORDERS") + "    consumer: payment\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo("mappings[1].consumer");
    assertThat(problems.getFirst().reason()).contains("mappings[0]");
  }

  @Test
  void consumer_of_the_same_name_on_another_stream_is_accepted() {
    BridgeConfig config =
        ConfigText.read(
            ConfigText.MINIMAL + SECOND.formatted("audit", "PAYMENTS") + "    consumer: payment\n");

    assertThat(config.mappings()).hasSize(2);
  }

  @Test
  void dead_letters_into_an_own_filter_are_refused() {
    List<Problem> problems =
        ConfigText.problems(
            ConfigText.mapping("filterSubjects: ['orders.>']", "onFailure: {subject: orders.dlq}"));

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo("mappings[0].onFailure.subject");
    assertThat(problems.getFirst().reason()).contains("lies inside orders.>").contains("loop");
  }

  @Test
  void dead_letters_into_the_own_stream_read_as_a_whole_are_refused() {
    String yaml =
        ConfigText.mapping("onFailure: {subject: orders.dlq}")
            + """
            streams:
              - name: ORDERS
                subjects: ['orders.*']
                maxAge: 1d
                maxBytes: 1GiB
                duplicateWindow: 2m
            """;

    assertThat(ConfigText.problems(yaml))
        .extracting(Problem::path)
        .containsExactly("mappings[0].onFailure.subject");
  }

  @Test
  void dead_letters_into_another_subject_are_accepted() {
    BridgeConfig config =
        ConfigText.read(
            ConfigText.mapping(
                "filterSubjects: [orders.created.v1]", "onFailure: {subject: orders.dlq}"));

    assertThat(config.mappings().getFirst().onFailureSubject()).hasValue("orders.dlq");
  }

  @Test
  void streams_whose_subjects_overlap_are_refused() {
    String yaml =
        ConfigText.MINIMAL
            + """
            streams:
              - {name: DLQ, subjects: ['*.dlq'], maxAge: 1d, maxBytes: 1GiB, duplicateWindow: 2m}
              - {name: ORDERS, subjects: [orders.*], maxAge: 1d, maxBytes: 1GiB, duplicateWindow: 2m}
            """;

    assertThat(ConfigText.problems(yaml))
        .extracting(Problem::toString)
        .containsExactly(
            "line 9: streams[1].subjects[0] = 'orders.*': overlaps *.dlq of streams[0]."
                + " Let each subject belong to one stream.");
  }

  @Test
  void output_subjects_without_results_are_refused() {
    List<Problem> problems =
        ConfigText.problems(
            ConfigText.mapping("responseFormat: none", "outputSubjects: [payments.completed.v1]"));

    assertThat(problems).extracting(Problem::path).containsExactly("mappings[0].outputSubjects");
  }
}
