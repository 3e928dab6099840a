package dev.triggerbridge.functions.testing;

import static dev.triggerbridge.functions.testing.ScriptedBatches.HANDLER;
import static dev.triggerbridge.functions.testing.ScriptedBatches.cancelled;
import static dev.triggerbridge.functions.testing.ScriptedBatches.invoke;
import static dev.triggerbridge.functions.testing.ScriptedBatches.request;
import static dev.triggerbridge.functions.testing.ScriptedBatches.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.triggerbridge.functions.support.MalformedRequestException;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and answers as a whole. */
class BatchAnswersTest {
  @AfterEach
  void forgetScripts() {
    ScriptedFunctions.SCRIPTS.clear();
  }

  @Test
  void request_is_refused_as_a_whole_when_it_breaks_the_contract() {
    String good = new String(request("a").bytes(), StandardCharsets.UTF_8);

    assertMalformed("\"OK\"", "the request");
    assertMalformed("{\"Records\":[]}", "natsbatch/1");
    assertMalformed("{", "JSON");
    assertMalformed(good.replace("natsbatch/1", "natsbatch/2"), "natsbatch/2");
    assertMalformed(good.replace("\"subject\"", "\"topic\""), "records[0].subject");
    assertMalformed(good.replace("\"streamSequence\":\"1\"", "\"streamSequence\":\"x\""), "'x'");
    assertMalformed(
        new String(request("a", "b").bytes(), StandardCharsets.UTF_8)
            .replace("\"ORDERS/2\"", "\"ORDERS/1\""),
        "twice");
  }

  @Test
  void unknown_fields_are_skipped_so_that_the_contract_can_grow() {
    assertThat(
            invoke(
                    request("a")
                        .with("future", List.of(1, List.of("x")))
                        .with("another", null)
                        .with("streamSequence", 1))
                .only()
                .status())
        .isEqualTo("ok");
  }

  @Test
  void trace_context_is_carried_on_to_events() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    script("a", message -> Outcome.ok(cancelled("a")));

    Result result = invoke(request("a").header("Traceparent", parent)).only();

    assertThat(result.events().getFirst().headers()).containsEntry("traceparent", List.of(parent));
  }

  @Test
  void answer_stays_under_six_megabytes_and_holds_back_whole_results() {
    String[] orders = new String[40];
    for (int index = 0; index < orders.length; index++) {
      String order = "big-" + index;
      orders[index] = order;
      OutputEvent event =
          new OutputEvent(
              "event-" + order,
              "orders.cancelled.v1",
              "orders.v1.OrderCancelled",
              ByteString.copyFrom(new byte[200 * 1024]));
      script(order, message -> Outcome.ok(event));
    }

    byte[] answer =
        Invocations.invoke(HANDLER, request(orders).bytes(), new TestLambdaContext(() -> 30_000));

    assertThat(answer.length).isBetween(5_000_000, 6 * 1024 * 1024);
    BatchResponse response = BatchResponse.parse(answer);
    assertThat(response.results()).hasSize(40);
    assertThat(response.results().getFirst().status()).isEqualTo("ok");
    assertThat(response.results().getLast().code()).isEqualTo("RESPONSE_FULL");
    assertThat(response.results().getLast().retryClass()).isEqualTo("NOT_ATTEMPTED");
  }

  @Test
  void springs_own_invoker_gives_the_same_answer() {
    script("ok", message -> Outcome.ok(cancelled("ok")));
    script("bad", message -> Outcome.reject("NO_WAY", "never"));
    byte[] request = request("ok", "bad", "plain").bytes();

    byte[] ours = Invocations.invoke(HANDLER, request, new TestLambdaContext(() -> 30_000));
    byte[] springs =
        Invocations.invoke(
            Invocations.springInvoker(ScriptedFunctions.class),
            request,
            new TestLambdaContext(() -> 30_000));

    assertThat(new String(springs, StandardCharsets.UTF_8))
        .isEqualTo(new String(ours, StandardCharsets.UTF_8));
  }

  @Test
  void concurrent_invocations_of_one_handler_do_not_mix() throws Exception {
    for (int index = 0; index < 50; index++) {
      String order = "o-" + index;
      script(order, message -> Outcome.ok(cancelled(order)));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<BatchResponse>> responses = new ArrayList<>();
      for (int index = 0; index < 50; index++) {
        String order = "o-" + index;
        responses.add(threads.submit(() -> invoke(request(order, "plain"))));
      }
      for (int index = 0; index < 50; index++) {
        assertThat(responses.get(index).get().result("ORDERS/1").events().getFirst().id())
            .isEqualTo("event-o-" + index);
      }
    }
  }

  private static void assertMalformed(String request, String said) {
    assertThatThrownBy(
            () ->
                Invocations.invoke(
                    HANDLER,
                    request.getBytes(StandardCharsets.UTF_8),
                    new TestLambdaContext(() -> 30_000)))
        .isInstanceOf(MalformedRequestException.class)
        .hasMessageContaining(said);
  }
}
