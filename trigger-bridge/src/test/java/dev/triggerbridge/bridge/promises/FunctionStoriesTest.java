package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.routing.ResponseFormat;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function misbehaves; the promises hold. */
class FunctionStoriesTest {
  @TempDir Path directory;

  @Test
  void records_are_acked_after_their_events_are_stored() {
    try (Rig rig = new Rig(directory)) {
      rig.publishMany(200);

      rig.bridge(MappingOptions.defaults());

      rig.awaitEveryFate();
      assertThat(rig.stored("OUT")).hasSize(200);
      assertThat(rig.deadLetters()).isEmpty();
      assertThat(rig.spy().naks()).isZero();
      assertThat(rig.lambda().invocations()).as("batched").isLessThan(100);
      assertThat(rig.lambda().log().batchSizes()).allMatch(size -> size <= 10);
    }
  }

  @Test
  void throttled_batches_are_held_without_redelivery_or_attempt() {
    try (Rig rig = new Rig(directory)) {
      AtomicInteger refusals = new AtomicInteger(12);
      rig.lambda()
          .does(request -> refusals.decrementAndGet() >= 0 ? Reply.throttled() : Reply.ok(request));
      rig.publishMany(30);

      rig.bridge(MappingOptions.defaults().withRetries(0));

      rig.awaitEveryFate();
      assertThat(refusals).hasNegativeValue();
      assertThat(rig.deadLetters()).isEmpty();
      assertThat(rig.spy().naks()).isZero();
      for (long sequence = 1; sequence <= 30; sequence++) {
        assertThat(rig.lambda().log().deliveriesOf(sequence)).isEqualTo(1);
      }
    }
  }

  @Test
  void records_that_a_function_could_not_process_for_others_cost_no_attempt() {
    try (Rig rig = new Rig(directory)) {
      AtomicInteger round = new AtomicInteger();
      String[] classes = {"THROTTLED", "UNAVAILABLE", "NOT_ATTEMPTED"};
      rig.lambda()
          .does(
              request -> {
                int now = round.getAndIncrement();
                return now < classes.length
                    ? Reply.perRecord(request, record -> Reply.retry(record, classes[now]))
                    : Reply.ok(request);
              });
      long sequence = rig.publish("a");

      rig.bridge(MappingOptions.defaults().withRetries(0));

      rig.awaitEveryFate();
      assertThat(rig.lambda().log().invocationsOf(sequence)).isEqualTo(4);
      assertThat(rig.lambda().log().deliveriesOf(sequence)).isEqualTo(1);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void unavailable_function_is_used_again_seconds_after_it_is_back() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda().does(request -> Reply.broken());
      rig.publishMany(50);
      rig.bridge(MappingOptions.defaults().withRetries(0));
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().invocations() > 20);

      rig.lambda().does(Reply::ok);
      long back = System.nanoTime();

      rig.awaitEveryFate();
      assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(10));
      assertThat(rig.deadLetters()).isEmpty();
      assertThat(rig.spy().naks()).isZero();
    }
  }

  @Test
  void poison_that_makes_the_function_throw_is_found_and_dead_lettered_alone() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda()
          .does(
              request ->
                  request.has("poison")
                      ? Reply.threw("java.lang.IllegalStateException", "boom")
                      : Reply.ok(request));
      rig.publishMany(14);
      long poison = rig.publish("poison");
      rig.publishMany(14);

      rig.bridge(MappingOptions.defaults().withRetries(1));

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactly(poison);
      assertThat(rig.spy().naksOf(poison)).as("one retry").isEqualTo(1);
      Headers headers = rig.stored("DEAD").getFirst().getHeaders();
      assertThat(headers.getFirst("Dead-Letter-Mapping")).isEqualTo("test");
      assertThat(headers.getFirst("Dead-Letter-Attempts")).isEqualTo("2");
      assertThat(headers.getFirst("Dead-Letter-Error-Code")).isEqualTo("FUNCTION_EXCEPTION");
      assertThat(headers.getFirst("Dead-Letter-Error-Message")).contains("boom");
    }
  }

  @Test
  void rejected_record_is_dead_lettered_at_once_with_its_unchanged_payload() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda()
          .does(
              request ->
                  Reply.perRecord(
                      request,
                      record ->
                          record.data().equals("bad")
                              ? Reply.reject(record)
                              : Reply.okResult(record)));
      rig.publish("good");
      long bad = rig.publish("bad");

      rig.bridge(MappingOptions.defaults());

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactly(bad);
      MessageInfo entry = rig.stored("DEAD").getFirst();
      assertThat(entry.getData()).asString().isEqualTo("bad");
      assertThat(entry.getHeaders().getFirst("Dead-Letter-Error-Message")).contains("orderId");
      assertThat(rig.spy().naksOf(bad)).isZero();
      assertThat(rig.lambda().log().invocationsOf(bad)).isEqualTo(1);
    }
  }

  @Test
  void garbage_answers_ack_nothing_and_end_in_the_dead_letters_one_by_one() {
    try (Rig rig = new Rig(directory)) {
      String[] garbage = {"null", "{}", "\"OK\"", "[]", "not json", ""};
      AtomicInteger turn = new AtomicInteger();
      rig.lambda().does(request -> Reply.raw(garbage[turn.getAndIncrement() % garbage.length]));
      rig.publishMany(6);

      rig.bridge(MappingOptions.defaults().withRetries(1));

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    }
  }

  @Test
  void record_without_a_result_is_retried_and_the_others_are_acked() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda()
          .does(
              request ->
                  Reply.perRecord(
                      request,
                      record ->
                          record.data().equals("shy") && record.deliveryCount() == 1
                              ? ""
                              : Reply.okResult(record)));
      rig.publish("a");
      long shy = rig.publish("shy");

      rig.bridge(MappingOptions.defaults());

      rig.awaitEveryFate();
      assertThat(rig.lambda().log().deliveriesOf(shy)).isEqualTo(2);
      assertThat(rig.lambda().log().invocationsOf(1)).isEqualTo(1);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void function_longer_than_ack_wait_is_invoked_once() {
    try (Rig rig = new Rig(directory)) {
      CountDownLatch never = new CountDownLatch(1);
      rig.lambda()
          .does(
              request -> {
                boolean unused = never.await(4, TimeUnit.SECONDS);
                return Reply.ok(request);
              });
      long sequence = rig.publish("slow");

      rig.bridge(MappingOptions.defaults().withAckWait(Duration.ofSeconds(1)));

      rig.awaitEveryFate();
      assertThat(rig.lambda().log().invocationsOf(sequence)).isEqualTo(1);
      assertThat(rig.consumer().getRedelivered()).isZero();
    }
  }

  @Test
  void record_over_six_megabytes_is_dead_lettered_without_an_invocation() {
    try (Rig rig = new Rig(directory)) {
      byte[] large = new byte[7 * 1024 * 1024];
      rig.publish("small");
      long sequence = rig.publish("in.a", large);
      rig.publish("small too");

      rig.bridge(MappingOptions.defaults());

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactly(sequence);
      assertThat(rig.lambda().log().invocationsOf(sequence)).isZero();
      MessageInfo entry = rig.stored("DEAD").getFirst();
      assertThat(entry.getData()).hasSize(large.length);
      assertThat(entry.getHeaders().getFirst("Dead-Letter-Error-Code"))
          .isEqualTo("RECORD_TOO_LARGE");
      assertThat(entry.getHeaders().getFirst("Dead-Letter-Error-Message"))
          .contains("7340032 bytes")
          .contains("6291456")
          .contains("publish less than");
    }
  }

  @Test
  void large_records_share_an_invocation_only_within_the_limit() {
    try (Rig rig = new Rig(directory)) {
      for (int i = 0; i < 6; i++) {
        rig.publish("in.a", new byte[2 * 1024 * 1024]);
      }

      rig.bridge(MappingOptions.defaults());

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).isEmpty();
      assertThat(rig.lambda().log().batchSizes()).allMatch(size -> size <= 2);
    }
  }

  @Test
  void more_megabytes_than_one_pull_may_bring_arrive_all_the_same() {
    try (Rig rig = new Rig(directory)) {
      for (int i = 0; i < 24; i++) {
        rig.publish("in.a", new byte[4 * 1024 * 1024]);
      }

      rig.bridge(MappingOptions.defaults());

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void item_failures_retry_only_the_named_records() {
    try (Rig rig = new Rig(directory, false)) {
      rig.lambda()
          .does(
              request -> {
                Reply all = Reply.perRecord(request, Reply::okResult);
                Request.Rec bad =
                    request.records().stream()
                        .filter(one -> one.data().equals("bad") && one.deliveryCount() == 1)
                        .findFirst()
                        .orElse(null);
                String failures =
                    bad == null ? "" : "{\"itemIdentifier\":\"%s\"}".formatted(bad.id());
                return new Reply(
                    200,
                    "{\"batchItemFailures\":[" + failures + "]}",
                    false,
                    null,
                    all.processed().stream()
                        .filter(sequence -> bad == null || sequence != bad.sequence())
                        .toList());
              });
      rig.publish("a");
      long bad = rig.publish("bad");
      rig.publish("c");

      rig.bridge(MappingOptions.defaults().withFormat(ResponseFormat.BATCH_ITEM_FAILURES));

      rig.awaitEveryFate();
      assertThat(rig.spy().naksOf(bad)).isEqualTo(1);
      assertThat(rig.spy().naks()).isEqualTo(1);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }
}
