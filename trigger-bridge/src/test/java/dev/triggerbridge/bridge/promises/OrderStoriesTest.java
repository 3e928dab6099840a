package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.lanes.KeyReader;
import dev.triggerbridge.bridge.lanes.OrderKey;
import dev.triggerbridge.bridge.lanes.Ordering;
import io.nats.client.KeyValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Order by key: whatever fails, no record overtakes an earlier one of its key. */
class OrderStoriesTest {
  private static final int TOKEN = 2;

  @TempDir Path directory;

  private final Map<Long, String> published = new HashMap<>();

  @Test
  void records_of_a_key_reach_the_function_one_after_the_other_and_keys_share_batches() {
    try (Rig rig = new Rig(directory)) {
      publish(rig, 300, 12);

      rig.bridge(ordered(true));

      rig.awaitEveryFate();
      Promises.keptOrder(rig, published);
      assertThat(rig.lambda().log().batchSizes()).anyMatch(size -> size > 1);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void failing_key_waits_alone_and_keeps_its_order_through_retries() {
    try (Rig rig = new Rig(directory)) {
      AtomicInteger failures = new AtomicInteger(3);
      CountDownLatch othersDone = new CountDownLatch(1);
      rig.lambda()
          .does(
              request ->
                  Reply.perRecord(
                      request,
                      record ->
                          record.subject().equals("in.k0") && !letsPass(failures, othersDone)
                              ? Reply.retry(record, "FAILURE")
                              : Reply.okResult(record)));
      publish(rig, 120, 6);

      rig.bridge(ordered(true).withRetries(-1));
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().log().processedCount() >= 100);
      othersDone.countDown();

      rig.awaitEveryFate();
      Promises.keptOrder(rig, published);
      assertThat(rig.spy().naks()).as("held, not handed back").isZero();
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void random_failures_of_every_kind_keep_the_order_of_every_key() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    try (Rig rig = new Rig(directory)) {
      Random random = new Random(seed);
      rig.lambda()
          .does(
              request ->
                  switch (random.nextInt(8)) {
                    case 0 -> Reply.throttled();
                    case 1 -> Reply.threw("java.lang.IllegalStateException", "boom");
                    case 2 -> Reply.raw("{}");
                    case 3 -> Reply.perRecord(request, one -> Reply.retry(one, "FAILURE"));
                    case 4 -> Reply.perRecord(request, one -> Reply.retry(one, "UNAVAILABLE"));
                    default -> Reply.perRecord(request, Reply::okResult);
                  });
      publish(rig, 150, 10);

      rig.bridge(
          ordered(true)
              .withRetries(-1)
              .with(options -> options.backoff = List.of(Duration.ofMillis(100))));

      rig.awaitEveryFate();
      Promises.keptOrder(rig, published);
    }
  }

  @Test
  void replica_that_dies_is_followed_in_order_although_its_records_come_back_later_than_new_ones() {
    try (Rig rig = new Rig(directory)) {
      CountDownLatch stillRunning = new CountDownLatch(1);
      AtomicInteger failures = new AtomicInteger(2);
      rig.lambda()
          .does(
              request -> {
                if (request.records().stream().anyMatch(one -> one.subject().equals("in.k1"))) {
                  boolean unused = stillRunning.await(20, TimeUnit.SECONDS);
                }
                return Reply.perRecord(
                    request,
                    record ->
                        record.subject().equals("in.k2") && failures.getAndDecrement() > 0
                            ? Reply.retry(record, "FAILURE")
                            : Reply.okResult(record));
              });
      MappingOptions options =
          ordered(true)
              .withBatchSize(2)
              .withAckWait(Duration.ofSeconds(3))
              .withRetries(-1)
              .with(one -> one.backoff = List.of(Duration.ofSeconds(30)));
      publish(rig, 60, 6);
      BridgeUnderTest first = rig.bridge(options);
      await()
          .atMost(Rig.PATIENCE)
          .until(() -> rig.lambda().log().processedCount() > 10 && failures.get() < 2);

      first.die();
      rig.lambda().does(Reply::ok);
      publish(rig, 60, 6);
      rig.bridge(options);
      publish(rig, 60, 6);

      rig.awaitEveryFate();
      stillRunning.countDown();
      Promises.keptOrder(rig, published);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void dead_letter_halts_its_key_over_a_restart_until_a_person_lets_it_go_on() throws Exception {
    try (Rig rig = new Rig(directory)) {
      long poison = publish(rig, "in.bad", "poison");
      long behind = publish(rig, "in.bad", "behind");
      long other = publish(rig, "in.good", "other");
      rig.lambda()
          .does(
              request ->
                  Reply.perRecord(
                      request,
                      record ->
                          record.data().equals("poison")
                              ? Reply.reject(record)
                              : Reply.okResult(record)));

      BridgeUnderTest first = rig.bridge(ordered(true));
      await().atMost(Rig.PATIENCE).until(() -> rig.deadLetters().contains(poison));
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().log().hasProcessed(other));
      first.stop(Duration.ofSeconds(5));
      first.close();
      rig.bridge(ordered(true));
      long later = publish(rig, "in.good", "later");
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().log().hasProcessed(later));
      assertThat(rig.lambda().log().invocationsOf(behind)).isZero();
      assertThat(first.alarms()).anyMatch(alarm -> alarm.startsWith("KEY_HALTED"));
      assertThat(first.alarms()).noneMatch(alarm -> alarm.contains("bad"));

      KeyValue halts = rig.connection().keyValue("trigger-bridge-halts");
      for (String key : halts.keys()) {
        halts.delete(key);
      }

      rig.awaitEveryFate();
      assertThat(rig.lambda().log().hasProcessed(behind)).isTrue();
    }
  }

  @Test
  void record_whose_work_ended_with_a_bug_is_not_overtaken_before_it_comes_back() {
    try (Rig rig = new Rig(directory)) {
      rig.dropsRecords();
      AtomicInteger bugs = new AtomicInteger(1);
      publish(rig, 40, 4);

      BridgeUnderTest bridge =
          rig.bridge(
              ordered(true)
                  .withAckWait(Duration.ofSeconds(3))
                  .with(
                      options ->
                          options.bug =
                              delivery ->
                                  delivery.subject().equals("in.k1")
                                      && bugs.getAndDecrement() > 0));

      rig.awaitEveryFate();
      Promises.keptOrder(rig, published);
      assertThat(bridge.alarms()).anyMatch(alarm -> alarm.startsWith("BUG"));
    }
  }

  @Test
  void key_goes_on_after_a_dead_letter_where_that_is_wanted() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda()
          .does(
              request ->
                  Reply.perRecord(
                      request,
                      record ->
                          record.data().equals("m0")
                              ? Reply.reject(record)
                              : Reply.okResult(record)));
      publish(rig, 10, 1);

      rig.bridge(ordered(false));

      rig.awaitEveryFate();
      Promises.keptOrder(rig, published);
      assertThat(rig.deadLetters()).hasSize(1);
    }
  }

  @Test
  void record_whose_key_cannot_be_read_is_a_dead_letter_and_reaches_no_function() {
    try (Rig rig = new Rig(directory)) {
      long text = publish(rig, "in.a", "no json");
      long json = publish(rig, "in.a", "{\"order\":{\"id\":17}}");

      rig.bridge(
          ordered(true)
              .with(
                  options ->
                      options.ordering =
                          new Ordering(
                              KeyReader.payloadField(
                                  "order.id", other -> new OrderKey.Unreadable("no JSON")),
                              true)));

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactly(text);
      assertThat(rig.lambda().log().hasProcessed(json)).isTrue();
      assertThat(rig.lambda().log().invocationsOf(text)).isZero();
    }
  }

  private static boolean letsPass(AtomicInteger failures, CountDownLatch othersDone) {
    return othersDone.getCount() == 0 && failures.decrementAndGet() < 0;
  }

  private static MappingOptions ordered(boolean halt) {
    return MappingOptions.defaults()
        .with(options -> options.ordering = new Ordering(KeyReader.subjectToken(TOKEN), halt));
  }

  private void publish(Rig rig, int count, int keys) {
    for (int i = 0; i < count; i++) {
      publish(rig, "in.k" + i % keys, "m" + i);
    }
  }

  private long publish(Rig rig, String subject, String data) {
    long sequence = rig.publish(subject, data.getBytes(StandardCharsets.UTF_8));
    published.put(sequence, subject);
    return sequence;
  }
}
