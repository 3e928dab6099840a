package dev.triggerbridge.functions.audittool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.triggerbridge.functions.audittool.bucket.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was forged before it was sealed does not become sealed truth. */
class SealTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private String name = "";
  private String bucket = "";
  private AuditedStream stream;

  @BeforeEach
  void twelve_messages_with_headers_are_audited_in_three_objects() throws Exception {
    int number = NUMBER.incrementAndGet();
    name = "SEAL" + number;
    bucket = "audit-seal-" + number;
    stream = new AuditedStream(name, name.toLowerCase(Locale.ROOT) + ".>", bucket);
    for (int message = 1; message <= 12; message++) {
      stream.publish(
          name.toLowerCase(Locale.ROOT) + ".event",
          Map.of(
              "Content-Type", "application/x-protobuf",
              "Data-Schema", "shop.v1.Event",
              "Nats-Msg-Id", "message-" + message,
              "X-Origin", "shop",
              "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
          ("payload " + message).getBytes(UTF_8));
    }
    stream.settle();
    stream.audit(1, 4);
    stream.audit(5, 8);
    stream.audit(9, 12);
  }

  @AfterEach
  void stream_goes() throws Exception {
    stream.close();
  }

  @Test
  void records_that_are_what_the_stream_has_are_sealed() {
    Command result = seal("--range", "4");

    assertThat(result.status()).as(result.out()).isZero();
    assertThat(sealed(result).get("notCompared").getAsInt()).isZero();
    assertThat(stream.keys(".sealed/")).hasSize(3);
    assertThat(verify().status()).isZero();
  }

  /** What a forger changes in the line of a record, with true hashes everywhere. */
  enum Forged {
    SUBJECT("subject", line -> line.replaceFirst("\\.event\"", ".other\"")),
    TIMESTAMP("timestamp", line -> line.replaceFirst("\"timestamp\":\"20", "\"timestamp\":\"19")),
    TIMESTAMP_TAKEN_AWAY("timestamp", line -> line.replaceFirst("\"timestamp\":\"[^\"]*\",", "")),
    MESSAGE_ID("messageId", line -> line.replaceFirst("\"message-6\"", "\"message-7\"")),
    CONTENT_TYPE(
        "contentType",
        line -> line.replaceFirst("\"application/x-protobuf\"", "\"application/json\"")),
    DATA_SCHEMA("dataSchema", line -> line.replaceFirst("shop.v1.Event", "shop.v2.Event")),
    HEADER("headers", line -> line.replaceFirst("\\[\"shop\"]", "[\"crook\"]")),
    PAYLOAD("payload", Forgery.payload("payload 6", "payload X"));

    private final String field;
    private final UnaryOperator<String> change;

    Forged(String field, UnaryOperator<String> change) {
      this.field = field;
      this.change = change;
    }
  }

  @ParameterizedTest
  @EnumSource
  void record_that_differs_from_its_message_is_found_and_not_sealed(Forged forged) {
    Forgery.replace(stream, object(2), lineOf(6, forged.change));

    Command found = verify();
    Command refused = seal("--range", "4");

    assertThat(found.status()).isEqualTo(1);
    assertThat(found.kinds()).containsExactly("ALTERED_RECORD");
    assertThat(found.out())
        .contains("differs from the stream's message in " + forged.field + ", in");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).contains("ALTERED_RECORD", name + "/6");
    assertThat(stream.keys(".sealed/")).as("only the range before it").hasSize(1);
  }

  @Test
  void record_that_no_message_explains_is_not_sealed() throws Exception {
    stream.deleteMessage(6);

    Command refused = seal("--range", "4");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).contains("UNKNOWN_RECORD", name + "/6");
    assertThat(stream.keys(".sealed/")).hasSize(1);
  }

  @Test
  void record_of_a_message_that_is_still_to_come_is_found() {
    String line =
        lineOf(12, whole -> whole.replace("\"sequence\":\"12\"", "\"sequence\":\"13\""))
            .apply(stream.content(object(3)))
            .lines()
            .filter(each -> each.contains("\"sequence\":\"13\""))
            .collect(Collectors.joining());
    stream.put(
        "%s/%s/%020d-%020d-%s"
            .formatted(name, AuditedStream.EPOCH, 13, 13, Sha256.hex(line.getBytes(UTF_8))),
        line);

    Command result = verify();

    assertThat(result.kinds()).containsExactly("UNKNOWN_RECORD");
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void nothing_is_sealed_beside_an_object_of_another_maker() {
    stream.put(name + "/notes.txt", "hello");

    Command refused = seal();

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).contains("FOREIGN_OBJECT");
    assertThat(stream.keys(".sealed/")).isEmpty();
  }

  @Test
  void records_whose_messages_the_stream_has_no_more_are_sealed_and_counted() throws Exception {
    stream.expireBefore(7);

    Command result = seal("--range", "4");

    assertThat(result.status()).as(result.out()).isZero();
    assertThat(sealed(result).get("notCompared").getAsInt()).isEqualTo(6);
    assertThat(verify().status()).isZero();
  }

  @Test
  void records_of_a_stream_whose_consumer_is_gone_are_not_called_whole() throws Exception {
    stream.deleteConsumer();

    Command all = Command.run("verify", "--bucket", bucket, "--nats", Servers.NATS.url());
    Command named = verify();

    assertThat(all.status()).isEqualTo(3);
    assertThat(all.out()).isEmpty();
    assertThat(all.err())
        .contains("stream " + name)
        .contains("consumer audit-" + name.toLowerCase(Locale.ROOT) + " is gone");
    assertThat(named.status()).isEqualTo(3);
  }

  private UnaryOperator<String> lineOf(int sequence, UnaryOperator<String> change) {
    return content ->
        content
            .lines()
            .map(
                line ->
                    line.contains("\"sequence\":\"" + sequence + "\"") ? change.apply(line) : line)
            .collect(Collectors.joining("\n", "", "\n"));
  }

  private String object(int number) {
    return stream.keys(name + "/").get(number - 1);
  }

  private static JsonObject sealed(Command result) {
    return result.document().getAsJsonArray().get(0).getAsJsonObject();
  }

  private Command verify() {
    return Command.json(
        "verify", "--bucket", bucket, "--stream", name, "--nats", Servers.NATS.url());
  }

  private Command seal(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("seal", "--bucket", bucket, "--stream", name, "--nats", Servers.NATS.url()));
    arguments.addAll(List.of(more));
    return Command.json(arguments.toArray(String[]::new));
  }
}
