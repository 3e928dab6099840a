package dev.triggerbridge.functions.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import dev.triggerbridge.functions.testing.Invocations;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditHandlerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] UNDECODABLE = {(byte) 0xff, 0, '{', '\n'};

  @BeforeAll
  static void server() {
    AwsProperties.use(S3Fixture.endpoint().toString());
  }

  @Test
  void batch_of_any_payloads_is_kept_in_one_object_and_nothing_is_rejected() {
    BatchResponse response =
        invoke(
            BatchRequest.from("ANY")
                .add("orders.placed.v1", null, UNDECODABLE)
                .add("no.such.subject", "text/csv", "a;b".getBytes(UTF_8))
                .add("orders.dlq", null, new byte[0])
                .header("Dead-Letter-Error-Code", "INVALID_PAYLOAD"));

    assertThat(response.results()).extracting(Result::status).containsOnly("ok");
    assertThat(response.results()).allSatisfy(result -> assertThat(result.events()).isEmpty());
    List<JsonNode> lines = lines(onlyKey("ANY/"));
    assertThat(lines)
        .extracting(line -> line.path("sequence").asString())
        .containsExactly("1", "2", "3");
    assertThat(payload(lines.get(0))).isEqualTo(UNDECODABLE);
    assertThat(payload(lines.get(2))).isEmpty();
    assertThat(lines.get(2).path("headers").path("Dead-Letter-Error-Code").get(0).asString())
        .isEqualTo("INVALID_PAYLOAD");
  }

  @Test
  void payload_that_came_by_claim_check_is_kept_as_any_other() {
    S3Fixture.plant("claim-checks/1.data", "too large for an invocation");

    BatchResponse response =
        invoke(
            BatchRequest.from("LARGE")
                .add("orders.placed.v1", null, new byte[0])
                .with("data", null)
                .with(
                    "dataRef",
                    Map.of(
                        "s3",
                        "s3://" + S3Fixture.BUCKET + "/claim-checks/1.data",
                        "bytes",
                        27,
                        "sha256",
                        Sha256.of(ByteString.copyFromUtf8("too large for an invocation")).hex())));

    assertThat(response.results()).extracting(Result::status).containsOnly("ok");
    assertThat(payload(lines(onlyKey("LARGE/")).getFirst()))
        .asString(UTF_8)
        .isEqualTo("too large for an invocation");
  }

  @Test
  void redelivered_batch_finds_its_object() {
    invoke(twoRecords("AGAIN"));
    String key = onlyKey("AGAIN/");
    String content = S3Fixture.content(key);

    BatchResponse second = invoke(twoRecords("AGAIN").with("deliveryCount", 2));

    assertThat(second.results()).extracting(Result::status).containsOnly("ok");
    assertThat(onlyKey("AGAIN/")).isEqualTo(key);
    assertThat(S3Fixture.content(key)).isEqualTo(content);
  }

  @Test
  void message_redelivered_in_another_batch_is_in_a_second_object() {
    invoke(twoRecords("OTHER"));
    invoke(BatchRequest.from("OTHER").add("s", null, "1".getBytes(UTF_8)));

    assertThat(S3Fixture.keys("OTHER/")).hasSize(2);
  }

  @Test
  void object_of_a_stranger_under_our_name_is_left_alone_and_the_batch_held() {
    invoke(twoRecords("TAKEN"));
    String key = onlyKey("TAKEN/");
    String sameLength = S3Fixture.content(key).replace("\"s\"", "\"x\"");
    for (String foreign : List.of("shorter", sameLength)) {
      S3Fixture.plant(key, foreign);

      BatchResponse response = invoke(twoRecords("TAKEN"));

      assertThat(response.results())
          .hasSize(2)
          .allSatisfy(
              result -> {
                assertThat(result.retryClass()).isEqualTo("UNAVAILABLE");
                assertThat(result.code()).isEqualTo("AUDIT_OBJECT_FOREIGN");
                assertThat(result.message()).contains(key);
              });
      assertThat(S3Fixture.content(key)).isEqualTo(foreign);
    }
  }

  @Test
  void batch_without_records_writes_nothing() {
    assertThat(invoke(BatchRequest.from("EMPTY")).results()).isEmpty();
    assertThat(S3Fixture.keys("EMPTY/")).isEmpty();
  }

  @Test
  void springs_own_invoker_answers_the_same() {
    BatchResponse ours = invoke(twoRecords("SPRING"));
    String key = onlyKey("SPRING/");

    BatchResponse springs =
        Invocations.invoke(Invocations.springInvoker(AuditFunctions.class), twoRecords("SPRING"));

    assertThat(springs).isEqualTo(ours);
    assertThat(onlyKey("SPRING/")).isEqualTo(key);
  }

  private static BatchRequest twoRecords(String stream) {
    return BatchRequest.from(stream)
        .add("s", null, "1".getBytes(UTF_8))
        .add("s", null, "2".getBytes(UTF_8));
  }

  private static BatchResponse invoke(BatchRequest request) {
    return Deliveries.deliver(request);
  }

  private static String onlyKey(String prefix) {
    List<String> keys = S3Fixture.keys(prefix);
    assertThat(keys).hasSize(1);
    return keys.getFirst();
  }

  private static List<JsonNode> lines(String key) {
    return S3Fixture.content(key).lines().map(JSON::readTree).toList();
  }

  private static byte[] payload(JsonNode line) {
    return Base64.getDecoder().decode(line.path("payload").asString());
  }
}
