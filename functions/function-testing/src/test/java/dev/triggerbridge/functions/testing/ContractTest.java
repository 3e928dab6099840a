package dev.triggerbridge.functions.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions really read and answer, against the schemas in docs/contract. */
class ContractTest {
  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final Schema REQUEST = schema("natsbatch-1");
  private static final Schema ANSWER = schema("natsbatch-result-1");
  private static final ScriptedHandler HANDLER = new ScriptedHandler();
  private static final Pattern EXAMPLE =
      Pattern.compile("```json (\\S+)\\n(.*?)```", Pattern.DOTALL);

  @AfterEach
  void forgetScripts() {
    ScriptedFunctions.SCRIPTS.clear();
  }

  @Test
  void request_as_our_tests_send_it_is_one_of_the_contract() {
    assertValid(REQUEST, request());
  }

  @Test
  void answer_with_every_kind_of_result_is_one_of_the_contract() {
    ScriptedFunctions.SCRIPTS.put(
        "ok",
        message -> Outcome.ok(new OutputEvent("e-1", "orders.placed.v1", message.getPayload())));
    ScriptedFunctions.SCRIPTS.put("none", message -> Outcome.ok());
    ScriptedFunctions.SCRIPTS.put(
        "busy", message -> Outcome.throttled(Duration.ofMillis(5), "BUSY", "later"));
    ScriptedFunctions.SCRIPTS.put("fail", message -> Outcome.failure("BROKEN", "x".repeat(9000)));
    ScriptedFunctions.SCRIPTS.put("bad", message -> Outcome.reject("NEVER", "no"));

    byte[] answer =
        Invocations.invoke(HANDLER, request().bytes(), new TestLambdaContext(() -> 30_000));

    assertValid(ANSWER, new String(answer, UTF_8));
    assertThat(BatchResponse.parse(answer).results())
        .extracting(BatchResponse.Result::status)
        .containsExactly("ok", "ok", "retry", "retry", "reject");
  }

  @Test
  void examples_in_the_documentation_are_of_the_contract_and_can_be_read() throws IOException {
    Matcher examples = EXAMPLE.matcher(Files.readString(DOCS.resolve("contract.md")));
    int found = 0;
    while (examples.find()) {
      found++;
      String json = examples.group(2);
      if (examples.group(1).equals("natsbatch-1")) {
        assertValid(REQUEST, json);
        byte[] answer =
            Invocations.invoke(HANDLER, json.getBytes(UTF_8), new TestLambdaContext(() -> 30_000));
        assertThat(BatchResponse.parse(answer).only().id()).isEqualTo("ORDERS/9812");
      } else {
        assertValid(ANSWER, json);
        assertThat(BatchResponse.parse(json.getBytes(UTF_8)).results()).hasSize(3);
      }
    }
    assertThat(found).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "\"OK\"",
        "{'schema':'natsbatch-result/2','batchId':'b','results':[]}",
        "{'schema':'natsbatch-result/1','results':[]}",
        "{'schema':'natsbatch-result/1','batchId':'b','results':[{'id':'a','status':'done'}]}",
        "{'schema':'natsbatch-result/1','batchId':'b','results':[{'id':'a','status':'reject'}]}",
        "{'schema':'natsbatch-result/1','batchId':'b','results':[{'id':'a','status':'reject','code':'X','events':[{'id':'e','subject':'s','data':''}]}]}",
        "{'schema':'natsbatch-result/1','batchId':'b','results':[{'id':'a','status':'retry','class':'MAYBE'}]}",
        "{'schema':'natsbatch-result/1','batchId':'b','results':[{'id':'a','status':'ok','events':[{'id':'e','subject':'orders.*','data':''}]}]}",
        "{'schema':'natsbatch-result/1','batchId':'b','results':[{'id':'a','status':'ok','events':[{'id':'e','subject':'$JS.API','data':''}]}]}",
        "{'schema':'natsbatch-result/1','batchId':'b','results':[{'id':'a','status':'ok','events':[{'id':'e','subject':'s','headers':{'Nats-Msg-Id':['x']},'data':''}]}]}"
      })
  void answer_outside_the_contract_is_refused_by_its_schema(String answer) {
    assertThat(ANSWER.validate(answer.replace('\'', '"'), InputFormat.JSON)).isNotEmpty();
  }

  private static BatchRequest request() {
    BatchRequest request = BatchRequest.from("ORDERS");
    for (String order : new String[] {"ok", "none", "busy", "fail", "bad"}) {
      request
          .add(
              "orders.placed.v1",
              OrderPlaced.newBuilder()
                  .setMessageId("m-" + order)
                  .setOrderId(order)
                  .setCustomerId("c")
                  .setTotal(Money.newBuilder().setMinorUnits(1).setCurrency("EUR"))
                  .build())
          .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
          .with("key", order)
          .with("dataSchema", "orders.v1.OrderPlaced");
    }
    return request;
  }

  private static void assertValid(Schema schema, BatchRequest request) {
    assertValid(schema, new String(request.bytes(), UTF_8));
  }

  private static void assertValid(Schema schema, String json) {
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
  }

  private static Schema schema(String name) {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(
              Files.readString(DOCS.resolve("contract").resolve(name + ".schema.json")),
              InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
