package dev.triggerbridge.bridge.batch;

import static dev.triggerbridge.bridge.batch.Deliveries.delivery;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Read back by AWS's own event classes and their deserializer. */
class SqsEncodingTest {
  private static final String ARN = "arn:aws:sqs:eu-central-1:123456789012:orders";

  private final SqsEncoding encoding = new SqsEncoding(ARN);

  @Test
  void record_is_what_a_handler_of_a_queue_expects() throws Exception {
    Delivery one = message(9812, "{\"order\": \"ord-17 ü\"}".getBytes(UTF_8), "trace", "1-2");

    SQSMessage message = read(one).getFirst();

    assertThat(message.getMessageId()).isEqualTo(encoding.idOf(one)).matches("[0-9a-f-]{36}");
    assertThat(message.getReceiptHandle()).isEqualTo("S/e/9812/1");
    assertThat(message.getBody()).isEqualTo("{\"order\": \"ord-17 ü\"}");
    assertThat(message.getMd5OfBody()).isEqualTo(md5(message.getBody().getBytes(UTF_8)));
    assertThat(message.getEventSource()).isEqualTo("aws:sqs");
    assertThat(message.getEventSourceArn()).isEqualTo(ARN);
    assertThat(message.getAwsRegion()).isEqualTo("eu-central-1");
    assertThat(message.getAttributes())
        .containsEntry("ApproximateReceiveCount", "1")
        .containsEntry("SentTimestamp", "1795428000123")
        .containsEntry("ApproximateFirstReceiveTimestamp", "1795428000123")
        .containsEntry("SequenceNumber", "9812")
        .containsEntry("MessageDeduplicationId", "S/e/9812")
        .containsKey("SenderId");
    assertThat(message.getMessageAttributes()).containsOnlyKeys("Nats-Subject", "trace");
    assertThat(attribute(message, "trace").getStringValue()).isEqualTo("1-2");
    assertThat(attribute(message, "trace").getDataType()).isEqualTo("String");
    assertThat(attribute(message, "Nats-Subject").getStringValue()).isEqualTo("orders.created");
  }

  @Test
  void message_id_stays_over_deliveries_and_belongs_to_one_message_only() {
    Delivery first = message(7, new byte[0]);

    assertThat(encoding.idOf(first)).isEqualTo(encoding.idOf(message(7, new byte[] {1})));
    assertThat(encoding.idOf(first)).isNotEqualTo(encoding.idOf(message(8, new byte[0])));
    assertThat(encoding.idOf(first)).isNotEqualTo(encoding.idOf(inEpoch(first, "other")));
  }

  /** The payload in hexadecimal, its content type, and whether the body is the text itself. */
  @ParameterizedTest
  @CsvSource({
    "'', , true",
    "c3bc, , true",
    "f09f9880, , true",
    "090a0d20, , true",
    "00, , false",
    "1b, , false",
    "ff, , false",
    "c080, , false",
    "eda080, , false",
    "efbfbf, , false",
    "c3, , false",
    "f4908080, , false",
    "616263, text/plain, true",
    "616263, application/json, true",
    "616263, Application/X-Protobuf; v=1, false",
    "616263, application/octet-stream, false",
    "616263, image/png, false"
  })
  void body_is_text_where_a_queue_could_carry_it_and_else_base64(
      String hex, String type, boolean isText) throws Exception {
    byte[] data = HexFormat.of().parseHex(hex);
    Delivery one = type == null ? message(1, data) : message(1, data, "Content-Type", type);

    SQSMessage message = read(one).getFirst();

    assertThat(message.getMessageAttributes().containsKey("Content-Transfer-Encoding"))
        .isEqualTo(!isText);
    assertThat(isText ? message.getBody().getBytes(UTF_8) : decoded(message)).isEqualTo(data);
    assertThat(message.getMd5OfBody()).isEqualTo(md5(message.getBody().getBytes(UTF_8)));
  }

  @Test
  void digest_of_a_large_binary_body_is_that_of_its_base64() throws Exception {
    byte[] data = new byte[100_001];
    data[5] = -1;

    SQSMessage message = read(message(1, data)).getFirst();

    assertThat(message.getMd5OfBody()).isEqualTo(md5(message.getBody().getBytes(UTF_8)));
  }

  @Test
  void message_attributes_are_ten_at_most_and_none_that_a_queue_refuses() throws Exception {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("empty", List.of(""));
    headers.put("AWS.reserved", List.of("x"));
    headers.put("with space", List.of("x"));
    headers.put("two", List.of("a", "b"));
    headers.put("X-Amzn-Trace-Id", List.of("Root=1-5759e988-bd862e3fe1be46a994272793"));
    for (int i = 0; i < 20; i++) {
      headers.put("h" + i, List.of("v"));
    }

    SQSMessage message =
        read(delivery(1, "in.a", new Headers(headers), new byte[] {-1}, 0)).getFirst();

    assertThat(message.getMessageAttributes())
        .hasSize(10)
        .containsKeys("Nats-Subject", "Content-Transfer-Encoding", "two", "h0", "h6")
        .doesNotContainKeys("empty", "AWS.reserved", "with space", "h7", "X-Amzn-Trace-Id");
    assertThat(attribute(message, "two").getStringValue()).isEqualTo("a, b");
    assertThat(message.getAttributes())
        .containsEntry("AWSTraceHeader", "Root=1-5759e988-bd862e3fe1be46a994272793");
  }

  @Test
  void size_is_never_less_than_what_is_written() {
    RandomDeliveries.assertBoundHolds(encoding, 1_000);
  }

  @Test
  void size_is_not_much_more_than_what_is_written() {
    for (byte content : new byte[] {'a', '"', -1}) {
      byte[] data = new byte[2_000_000];
      java.util.Arrays.fill(data, content);
      Delivery large = message(1, data);

      long bound = encoding.overhead() + encoding.sizeOf(large);

      assertThat(bound - encoding.encode("b", List.of(large)).length).isBetween(0L, 1_000L);
    }
  }

  private List<SQSMessage> read(Delivery... deliveries) {
    byte[] json = encoding.encode("b-1", List.of(deliveries));
    return LambdaEventSerializers.serializerFor(SQSEvent.class, getClass().getClassLoader())
        .fromJson(new ByteArrayInputStream(json))
        .getRecords();
  }

  private static Delivery message(long sequence, byte[] data, String... header) {
    Headers headers =
        header.length == 0 ? Headers.NONE : new Headers(Map.of(header[0], List.of(header[1])));
    return delivery(sequence, "orders.created", headers, data, 0);
  }

  private static Delivery inEpoch(Delivery one, String epoch) {
    return new Delivery(
        one.stream(),
        epoch,
        one.sequence(),
        one.subject(),
        one.headers(),
        one.data(),
        one.timestamp(),
        one.deliveryCount(),
        one.pending(),
        one.ack());
  }

  private static MessageAttribute attribute(SQSMessage message, String name) {
    return Objects.requireNonNull(message.getMessageAttributes().get(name));
  }

  private static byte[] decoded(SQSMessage message) {
    return Base64.getDecoder().decode(message.getBody());
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }
}
