package dev.triggerbridge.local.chaos.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.proxy.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvocationsTest {
  private final Invocations invocations = new Invocations();
  private long number;

  @Test
  void records_of_a_key_one_after_the_other_are_in_order() {
    answer(ask("a", 1), "a", 1, "ok");
    answer(ask("b", 2), "b", 2, "ok");
    answer(ask("a", 3), "a", 3, "ok");
    assertThat(invocations.violations()).isEmpty();
    assertThat(invocations.laneRecords()).isEqualTo(3);
  }

  @Test
  void earlier_record_may_come_again() {
    answer(ask("a", 1), "a", 1, "ok");
    answer(ask("a", 2), "a", 2, "ok");
    answer(ask("a", 1), "a", 1, "ok");
    assertThat(invocations.violations()).isEmpty();
  }

  @Test
  void record_sent_before_the_one_before_it_was_answered_is_a_violation() {
    ask("a", 1);
    ask("a", 2);
    assertThat(invocations.violations())
        .containsExactly("LANES/2 was sent before 1 of its key was answered");
  }

  @Test
  void record_sent_after_a_failure_of_the_one_before_it_is_a_violation() {
    answer(ask("a", 1), "a", 1, "retry");
    ask("a", 2);
    assertThat(invocations.violations()).hasSize(1);
  }

  @Test
  void record_that_comes_after_a_later_one_was_overtaken() {
    answer(ask("a", 2), "a", 2, "ok");
    ask("a", 1);
    assertThat(invocations.violations())
        .containsExactly("LANES/1 was overtaken by a later record of lanes.a.v1");
  }

  @Test
  void records_of_other_mappings_have_no_order() {
    invocations.asked(++number, request("order", "a", 2));
    invocations.asked(++number, request("order", "a", 1));
    assertThat(invocations.violations()).isEmpty();
  }

  @Test
  void record_under_way_is_seen_when_it_is_sent_again_and_not_when_others_are() {
    ask("a", 1);
    answer(ask("b", 2), "b", 2, "ok");
    Map<String, Integer> underWay = invocations.underWay("audit");

    assertThat(underWay).containsExactly(Map.entry("lanes LANES/1", 1));
    assertThat(invocations.underWay("order")).isEmpty();
    ask("b", 2);
    assertThat(invocations.sentAgain(underWay)).isFalse();
    ask("a", 1);
    assertThat(invocations.sentAgain(underWay)).isTrue();
  }

  private long ask(String key, int sequence) {
    invocations.asked(++number, request("lanes", key, sequence));
    return number;
  }

  private void answer(long invocation, String key, int sequence, String status) {
    String body =
        "{\"batchId\":\"b\",\"results\":[{\"id\":\"LANES/%d\",\"status\":\"%s\"}]}"
            .formatted(sequence, status);
    invocations.answered(invocation, request("lanes", key, sequence), 200, body.getBytes(UTF_8));
  }

  private static HttpRequest request(String mapping, String key, int sequence) {
    String body =
        """
        {"schema":"natsbatch/1","source":{"mapping":"%s","stream":"LANES"},
         "records":[{"id":"LANES/%d","subject":"lanes.%s.v1","headers":{"a":["b"]},"data":"eA=="}]}"""
            .formatted(mapping, sequence, key);
    return new HttpRequest(
        "POST", "/2015-03-31/functions/audit/invocations", Map.of(), body.getBytes(UTF_8));
  }
}
