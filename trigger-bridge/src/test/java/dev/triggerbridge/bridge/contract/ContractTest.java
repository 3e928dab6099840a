package dev.triggerbridge.bridge.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.triggerbridge.bridge.batch.ClaimChecks;
import dev.triggerbridge.bridge.batch.Encoding;
import dev.triggerbridge.bridge.batch.NatsEncoding;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.bridge.routing.Interpretation;
import dev.triggerbridge.bridge.routing.OutputSubjects;
import dev.triggerbridge.bridge.routing.ResponseFormat;
import dev.triggerbridge.bridge.routing.ResultInterpreter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bridge really sends and accepts, against the schemas in docs/contract. */
class ContractTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Schema REQUEST = schema("natsbatch-1");
  private static final Schema ANSWER = schema("natsbatch-result-1");
  private static final Pattern EXAMPLE =
      Pattern.compile("```json (\\S+)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"(ORDERS/\\d+)\"");

  private final Encoding encoding = new NatsEncoding("payment", "ORDERS", "epoch-1", "payment");

  @Test
  void request_of_any_records_is_one_of_the_contract() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Delivery> batch =
          IntStream.rangeClosed(0, random.nextInt(4))
              .mapToObj(i -> delivery(random, random.nextLong(1, Long.MAX_VALUE)))
              .toList();

      String json = new String(encoding.encode("b-" + round, batch), UTF_8);

      assertThat(REQUEST.validate(json, InputFormat.JSON)).as("seed %d: %s", seed, json).isEmpty();
    }
  }

  @Test
  void request_with_a_reference_to_its_data_is_one_of_the_contract() {
    Encoding byReference =
        new NatsEncoding(
            "payment",
            "ORDERS",
            "epoch-1",
            "payment",
            Optional.of(
                delivery ->
                    new ClaimChecks.DataRef(
                        "s3://bucket/key", delivery.data().length, "0".repeat(64))));
    Delivery large =
        new Delivery(
            "ORDERS",
            "epoch-1",
            17,
            "orders.created.v1",
            Headers.NONE,
            new byte[5_000_000],
            Instant.parse("2026-11-23T10:00:00Z"),
            1,
            0,
            new AckToken() {});

    String json = new String(byReference.encode("b-1", List.of(large)), UTF_8);

    assertThat(REQUEST.validate(json, InputFormat.JSON)).as(json).isEmpty();
    assertThat(REQUEST.validate(json.replace("dataRef", "dataElsewhere"), InputFormat.JSON))
        .as("neither data nor a reference")
        .isNotEmpty();
  }

  @Test
  void answer_in_the_documentation_is_accepted() throws IOException {
    Matcher examples = EXAMPLE.matcher(Files.readString(DOCS.resolve("contract.md")));
    String answer =
        examples
            .results()
            .filter(example -> example.group(1).equals("natsbatch-result-1"))
            .map(example -> example.group(2))
            .findFirst()
            .orElseThrow();
    List<String> ids = ID.matcher(answer).results().map(id -> id.group(1)).toList();
    Matcher batch = Pattern.compile("\"batchId\"\\s*:\\s*\"([^\"]+)\"").matcher(answer);
    assertThat(batch.find()).isTrue();

    Interpretation read =
        interpreter("payments.completed.v1").interpret(batch.group(1), ids, answer.getBytes(UTF_8));

    assertThat(ids).hasSize(3);
    assertThat(read)
        .isInstanceOfSatisfying(
            Interpretation.PerRecord.class,
            perRecord -> assertThat(perRecord.outcomes()).containsOnlyKeys(ids));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'a','status':'ok'}",
        "{'id':'a','status':'ok','events':[]}",
        "{'id':'a','status':'ok','events':[{'id':'e','subject':'s','data':''}]}",
        "{'id':'a','status':'ok','events':[{'id':'e','subject':'s','headers':{'h':['1','2']},'contentType':'t','dataSchema':'d','key':'k','data':'AQI='}]}",
        "{'id':'a','status':'retry'}",
        "{'id':'a','status':'retry','class':'THROTTLED','delayMs':0,'code':'C','message':'m'}",
        "{'id':'a','status':'reject','code':'C','events':[]}",
        "{'id':'a','status':'ok','unknown':{'later':[1]}}"
      })
  void answer_of_the_contract_is_accepted_by_schema_and_bridge(String result) {
    String answer = answer(result);

    assertThat(ANSWER.validate(answer, InputFormat.JSON)).isEmpty();
    assertThat(interpreter("s").interpret("b", List.of("a"), answer.getBytes(UTF_8)))
        .isInstanceOf(Interpretation.PerRecord.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'a'}",
        "{'status':'ok'}",
        "{'id':'a','status':'done'}",
        "{'id':'a','status':'reject'}",
        "{'id':'a','status':'reject','code':'X','events':[{'id':'e','subject':'s','data':''}]}",
        "{'id':'a','status':'retry','class':'MAYBE'}",
        "{'id':'a','status':'retry','delayMs':-1}",
        "{'id':'a','status':'ok','events':[{'subject':'s','data':''}]}",
        "{'id':'a','status':'ok','events':[{'id':'','subject':'s','data':''}]}",
        "{'id':'a','status':'ok','events':[{'id':'e','subject':'s'}]}",
        "{'id':'a','status':'ok','events':[{'id':'e','subject':'s','data':'not base64'}]}",
        "{'id':'a','status':'ok','events':[{'id':'e','subject':'s.*','data':''}]}",
        "{'id':'a','status':'ok','events':[{'id':'e','subject':'$JS.API','data':''}]}",
        "{'id':'a','status':'ok','events':[{'id':'e','subject':'s','headers':{'Nats-Msg-Id':['x']},'data':''}]}",
        "{'id':'a','status':'ok','events':[{'id':'e','subject':'s','headers':{'h':'x'},'data':''}]}"
      })
  void answer_outside_the_contract_is_refused_by_schema_and_bridge(String result) {
    String answer = answer(result);

    assertThat(ANSWER.validate(answer, InputFormat.JSON)).isNotEmpty();
    assertThat(interpreter("s").interpret("b", List.of("a"), answer.getBytes(UTF_8)))
        .isInstanceOf(Interpretation.WrongAnswer.class);
  }

  private static ResultInterpreter interpreter(String outputSubject) {
    return new ResultInterpreter(
        ResponseFormat.RESULTS, new OutputSubjects(List.of(outputSubject)));
  }

  private static String answer(String result) {
    return "{'schema':'natsbatch-result/1','batchId':'b','results':[%s]}"
        .formatted(result)
        .replace('\'', '"');
  }

  private static Delivery delivery(Random random, long sequence) {
    byte[] data = new byte[random.nextInt(50)];
    random.nextBytes(data);
    Headers headers =
        switch (random.nextInt(3)) {
          case 0 -> Headers.NONE;
          case 1 ->
              new Headers(
                  Map.of(
                      "Nats-Msg-Id",
                      List.of("ord-\u00e4\"\\" + sequence),
                      "Content-Type",
                      List.of("application/x-protobuf")));
          default ->
              new Headers(
                  Map.of("traceparent", List.of("00-01"), "many", List.of("", "two\twords")));
        };
    return new Delivery(
        "ORDERS",
        "epoch-1",
        sequence,
        "orders.created.v1",
        headers,
        data,
        Instant.ofEpochSecond(random.nextLong(2_000_000_000L), random.nextInt(1_000_000_000)),
        1 + random.nextInt(3),
        random.nextInt(100),
        new AckToken() {});
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
