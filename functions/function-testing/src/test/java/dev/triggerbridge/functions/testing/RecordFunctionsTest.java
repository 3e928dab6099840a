package dev.triggerbridge.functions.testing;

import static dev.triggerbridge.functions.testing.ScriptedBatches.HANDLER;
import static dev.triggerbridge.functions.testing.ScriptedBatches.PLACED;
import static dev.triggerbridge.functions.testing.ScriptedBatches.cancelled;
import static dev.triggerbridge.functions.testing.ScriptedBatches.invoke;
import static dev.triggerbridge.functions.testing.ScriptedBatches.placed;
import static dev.triggerbridge.functions.testing.ScriptedBatches.request;
import static dev.triggerbridge.functions.testing.ScriptedBatches.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.RecordHeaders;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;

class RecordFunctionsTest {
  @AfterEach
  void forgetScripts() {
    ScriptedFunctions.SCRIPTS.clear();
  }

  @Test
  void batch_answers_every_record_once_when_outcomes_differ() {
    script("ok", message -> Outcome.ok(cancelled("ok")));
    script("seen", message -> Outcome.markerHit(List.of(cancelled("seen"))));
    script("busy", message -> Outcome.throttled(Duration.ofSeconds(2), "GATEWAY_THROTTLED", "429"));
    script("bad", message -> Outcome.reject("NO_WAY", "never"));
    script(
        "throws",
        message -> {
          throw new IllegalStateException("card 4242");
        });

    BatchResponse response = invoke(request("ok", "seen", "busy", "bad", "throws", "unscripted"));

    assertThat(response.batchId()).isEqualTo("b-1");
    assertThat(response.results())
        .extracting(Result::id)
        .containsExactly("ORDERS/1", "ORDERS/2", "ORDERS/3", "ORDERS/4", "ORDERS/5", "ORDERS/6");
    assertThat(response.results())
        .extracting(Result::status)
        .containsExactly("ok", "ok", "retry", "reject", "retry", "ok");
    assertThat(response.result("ORDERS/1").subjects()).containsExactly("orders.cancelled.v1");
    assertThat(response.result("ORDERS/2").subjects()).containsExactly("orders.cancelled.v1");
    assertThat(response.result("ORDERS/3").retryClass()).isEqualTo("THROTTLED");
    assertThat(response.result("ORDERS/3").delayMs()).isEqualTo(2000);
    assertThat(response.result("ORDERS/4").code()).isEqualTo("NO_WAY");
    assertThat(response.result("ORDERS/5").retryClass()).isEqualTo("FAILURE");
    assertThat(response.result("ORDERS/5").code()).isEqualTo("HANDLER_FAILED");
    assertThat(response.result("ORDERS/5").message()).doesNotContain("4242");
  }

  @Test
  void record_is_handed_to_its_function_with_what_the_bridge_knows_about_it() {
    List<Message<OrderPlaced>> seen = new ArrayList<>();
    script("o-1", message -> remember(seen, message));

    invoke(request("o-1").with("deliveryCount", 3).header("X-Tenant", "a", "b"));

    Message<OrderPlaced> message = seen.getFirst();
    assertThat(RecordHeaders.messageId(message)).isEqualTo("placed-o-1");
    assertThat(RecordHeaders.stream(message)).isEqualTo("ORDERS");
    assertThat(RecordHeaders.streamSequence(message)).isEqualTo(1);
    assertThat(RecordHeaders.deliveryCount(message)).isEqualTo(3);
    assertThat(RecordHeaders.timestamp(message)).isEqualTo("2026-11-23T07:00:00.123Z");
    assertThat(RecordHeaders.natsHeaders(message)).containsEntry("X-Tenant", List.of("a", "b"));
  }

  @Test
  void message_id_is_the_transports_when_the_payload_has_none() {
    List<Message<OrderPlaced>> seen = new ArrayList<>();
    script("o-1", message -> remember(seen, message));
    OrderPlaced noId = placed("o-1").toBuilder().clearMessageId().build();

    Result result = invoke(BatchRequest.from("ORDERS").add(PLACED, noId)).only();

    // Whether a placed order may come without an id is the schema's business, not this test's.
    if (result.status().equals("ok")) {
      assertThat(RecordHeaders.messageId(seen.getFirst())).isEqualTo("ORDERS/epoch-1/1");
    } else {
      assertThat(result.status()).isEqualTo("reject");
    }
  }

  @Test
  void records_of_one_key_run_in_order_and_followers_of_a_failure_are_not_attempted() {
    ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
    for (String order : List.of("a1", "a3", "b1", "b2")) {
      script(
          order,
          message -> {
            ran.add(order);
            return Outcome.ok();
          });
    }
    script("a2", message -> Outcome.failure("BROKEN", "no"));

    BatchResponse response =
        invoke(
            BatchRequest.from("ORDERS")
                .add(PLACED, placed("a1"))
                .with("key", "a")
                .add(PLACED, placed("b1"))
                .with("key", "b")
                .add(PLACED, placed("a2"))
                .with("key", "a")
                .add(PLACED, placed("a3"))
                .with("key", "a")
                .add(PLACED, placed("b2"))
                .with("key", "b"));

    assertThat(response.results())
        .extracting(Result::status)
        .containsExactly("ok", "ok", "retry", "retry", "ok");
    assertThat(response.result("ORDERS/4").retryClass()).isEqualTo("NOT_ATTEMPTED");
    assertThat(ran).contains("a1").doesNotContain("a3").containsSubsequence("b1", "b2");
  }

  @Test
  void records_without_a_key_run_at_the_same_time() {
    CyclicBarrier both = new CyclicBarrier(2);
    Function<Message<OrderPlaced>, Outcome> meet =
        message -> {
          try {
            both.await(10, TimeUnit.SECONDS);
            return Outcome.ok();
          } catch (Exception e) {
            throw new IllegalStateException("nobody else ran", e);
          }
        };
    script("a", meet);
    script("b", meet);

    assertThat(invoke(request("a", "b")).results())
        .extracting(Result::status)
        .containsExactly("ok", "ok");
  }

  @Test
  void records_are_not_started_when_the_deadline_is_near() {
    AtomicInteger remaining = new AtomicInteger(30_000);
    AtomicInteger ran = new AtomicInteger();
    script(
        "first",
        message -> {
          remaining.set(1_000);
          return Outcome.ok();
        });
    script(
        "second",
        message -> {
          ran.incrementAndGet();
          return Outcome.ok();
        });

    BatchResponse response =
        BatchResponse.parse(
            Invocations.invoke(
                HANDLER,
                BatchRequest.from("ORDERS")
                    .add(PLACED, placed("first"))
                    .with("key", "k")
                    .add(PLACED, placed("second"))
                    .with("key", "k")
                    .bytes(),
                new TestLambdaContext(remaining::get)));

    assertThat(response.result("ORDERS/1").status()).isEqualTo("ok");
    assertThat(response.result("ORDERS/2").retryClass()).isEqualTo("NOT_ATTEMPTED");
    assertThat(ran).hasValue(0);
  }

  @Test
  void record_that_outlives_the_deadline_fails_alone() {
    CountDownLatch never = new CountDownLatch(1);
    script(
        "stuck",
        message -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            return Outcome.ok();
          }
          return Outcome.ok();
        });

    BatchResponse response =
        BatchResponse.parse(
            Invocations.invoke(
                HANDLER, request("stuck", "fine").bytes(), new TestLambdaContext(() -> 500)));

    assertThat(response.result("ORDERS/1").code()).isEqualTo("TIMED_OUT");
    assertThat(response.result("ORDERS/1").retryClass()).isEqualTo("FAILURE");
    assertThat(response.result("ORDERS/2").status()).isEqualTo("ok");
  }

  @Test
  void checked_exception_that_slips_out_fails_its_record_only() {
    script(
        "sneaky",
        message -> {
          throw RecordFunctionsTest.<RuntimeException>sneak(new IOException("test"));
        });

    BatchResponse response = invoke(request("sneaky", "fine"));

    assertThat(response.result("ORDERS/1").code()).isEqualTo("HANDLER_FAILED");
    assertThat(response.result("ORDERS/2").status()).isEqualTo("ok");
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> E sneak(Exception e) throws E {
    throw (E) e;
  }

  @Test
  void error_escapes_so_that_the_process_is_not_trusted_any_more() {
    script(
        "oom",
        message -> {
          throw new OutOfMemoryError("test");
        });

    assertThatThrownBy(() -> invoke(request("oom", "fine"))).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void record_is_rejected_when_its_subject_schema_or_payload_is_not_for_us() {
    BatchResponse response =
        invoke(
            BatchRequest.from("ORDERS")
                .add("orders.placed.v9", placed("a"))
                .add(PLACED, placed("b"))
                .with("dataSchema", "orders.v9.OrderPlaced")
                .add(PLACED, "application/x-protobuf", new byte[] {(byte) 0xff, 1, 2})
                .add(PLACED, OrderPlaced.getDefaultInstance()));

    assertThat(response.results())
        .allSatisfy(result -> assertThat(result.status()).isEqualTo("reject"));
    assertThat(response.result("ORDERS/1").code()).isEqualTo("UNSUPPORTED_SUBJECT");
    assertThat(response.result("ORDERS/1").message()).contains("orders.placed.v9", PLACED);
    assertThat(response.result("ORDERS/2").code()).isEqualTo("UNSUPPORTED_SCHEMA");
    assertThat(response.result("ORDERS/3").code()).isEqualTo("INVALID_PAYLOAD");
    assertThat(response.result("ORDERS/4").message()).contains("id");
  }

  private static Outcome remember(List<Message<OrderPlaced>> seen, Message<OrderPlaced> message) {
    seen.add(message);
    return Outcome.ok();
  }
}
