package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.flow.BreakerSettings;
import dev.triggerbridge.bridge.retry.ErrorClass;
import dev.triggerbridge.bridge.retry.RecordAge;
import io.nats.client.impl.Headers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often, how long and how many: what bounds retries. */
class RetryStoriesTest {
  @TempDir Path directory;

  @Test
  void each_kind_of_failure_has_its_own_number_of_retries() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda()
          .does(
              request ->
                  switch (request.records().getFirst().data()) {
                    case "throws" -> Reply.threw("java.lang.IllegalStateException", "boom");
                    case "garbage" -> Reply.raw("null");
                    default -> Reply.perRecord(request, record -> Reply.retry(record, "FAILURE"));
                  });
      long throwing = rig.publish("throws");
      long garbage = rig.publish("garbage");
      long failing = rig.publish("fails");

      rig.bridge(
          MappingOptions.defaults()
              .withBatchSize(1)
              .withRetries(1)
              .with(
                  options ->
                      options.retriesFor =
                          Map.of(ErrorClass.FUNCTION_ERROR, 2, ErrorClass.INVALID_ANSWER, 0)));

      rig.awaitEveryFate();
      assertThat(rig.lambda().log().invocationsOf(throwing)).isEqualTo(3);
      assertThat(rig.lambda().log().invocationsOf(garbage)).isEqualTo(1);
      assertThat(rig.lambda().log().invocationsOf(failing)).isEqualTo(2);
      assertThat(rig.deadLetters()).containsExactlyInAnyOrder(throwing, garbage, failing);
    }
  }

  @Test
  void record_that_is_held_or_waits_for_a_retry_is_given_up_when_it_is_too_old() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda()
          .does(
              request ->
                  request.has("fails")
                      ? Reply.perRecord(request, record -> Reply.retry(record, "FAILURE"))
                      : Reply.throttled());
      long failing = rig.publish("fails");
      long held = rig.publish("held");

      rig.bridge(
          MappingOptions.defaults()
              .withBatchSize(1)
              .withRetries(-1)
              .with(options -> options.backoff = List.of(Duration.ofHours(1)))
              .with(options -> options.maximumRecordAge = new RecordAge(Duration.ofSeconds(4))));

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactlyInAnyOrder(failing, held);
      assertThat(rig.lambda().log().invocationsOf(failing)).isEqualTo(1);
      assertThat(rig.stored("DEAD"))
          .allSatisfy(
              entry -> {
                Headers headers = entry.getHeaders();
                assertThat(headers.getFirst("Dead-Letter-Error-Class")).isEqualTo("RECORD_EXPIRED");
                assertThat(headers.getFirst("Dead-Letter-Error-Message"))
                    .contains("maximumRecordAge is 4 s");
              });
    }
  }

  @Test
  void records_behind_an_open_breaker_are_given_up_when_they_are_too_old() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda().does(request -> Reply.broken());
      rig.publishMany(30);

      rig.bridge(
          MappingOptions.defaults()
              .with(
                  options ->
                      options.breaker =
                          new BreakerSettings(
                              true, 50, 2, Duration.ofMinutes(1), Duration.ofMinutes(5), true))
              .with(options -> options.maximumRecordAge = new RecordAge(Duration.ofSeconds(4))));

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).hasSize(30);
    }
  }

  @Test
  void mapping_whose_records_all_fail_pulls_no_more_than_its_reserve_and_says_so() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda()
          .does(
              request ->
                  Reply.perRecord(
                      request,
                      record ->
                          record.deliveryCount() > 1
                              ? Reply.okResult(record)
                              : """
                                {"id":"%s","status":"retry","delayMs":15000,"code":"LATER"}"""
                                  .formatted(record.id())));
      rig.publishMany(1_400);
      BridgeUnderTest bridge =
          rig.bridge(MappingOptions.defaults().withBatchSize(50).withConcurrency(1));

      await()
          .atMost(Rig.PATIENCE)
          .until(
              () -> bridge.alarms().stream().anyMatch(one -> one.startsWith("RETRY_RESERVE_FULL")));
      assertThat(bridge.status().ready()).isFalse();
      assertThat(bridge.status().reason()).contains("new ones wait behind them");
      assertThat(rig.consumer().getNumAckPending()).isEqualTo(1_100);

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).isEmpty();
      await().atMost(Rig.PATIENCE).until(() -> bridge.status().ready());
    }
  }
}
