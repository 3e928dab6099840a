package dev.triggerbridge.functions.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.triggerbridge.functions.support.RawRecord;
import dev.triggerbridge.functions.support.RecordBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditObjectTest {
  private static final ByteString PAYLOAD = ByteString.copyFromUtf8("{}");
  private static final String PAYLOAD_SHA256 =
      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

  @Test
  void line_of_a_message_has_every_field_and_nothing_of_its_delivery() {
    RawRecord message =
        new RawRecord(
            "ORDERS/9812",
            "ord-17",
            "orders.created.v1",
            9812,
            3,
            "order-17",
            Instant.parse("2026-11-23T07:00:00.123Z"),
            "application/json",
            "orders.v1.OrderCreated",
            headers("b", "2", "a", "1"),
            PAYLOAD,
            null);

    assertThat(text(AuditObject.of(batch("b-1", "ORDERS", message))))
        .isEqualTo(
            "{\"stream\":\"ORDERS\",\"epoch\":\"e-1\",\"sequence\":\"9812\","
                + "\"subject\":\"orders.created.v1\",\"timestamp\":\"2026-11-23T07:00:00.123Z\","
                + "\"messageId\":\"ord-17\",\"contentType\":\"application/json\","
                + "\"dataSchema\":\"orders.v1.OrderCreated\","
                + "\"headers\":{\"a\":[\"1\",\"1\"],\"b\":[\"2\",\"2\"]},"
                + "\"payload\":\"e30=\",\"payloadSha256\":\""
                + PAYLOAD_SHA256
                + "\"}\n");
  }

  @Test
  void line_of_a_message_leaves_out_what_nobody_knows() {
    assertThat(text(AuditObject.of(batch("b-1", "DLQ", message(7, 1, Map.of())))))
        .isEqualTo(
            "{\"stream\":\"DLQ\",\"epoch\":\"e-1\",\"sequence\":\"7\",\"subject\":\"s\","
                + "\"messageId\":\"m-7\",\"headers\":{},\"payload\":\"e30=\",\"payloadSha256\":\""
                + PAYLOAD_SHA256
                + "\"}\n");
  }

  @Test
  void object_of_a_redelivered_batch_is_the_same_whatever_the_attempt() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      int size = random.nextInt(1, 12);
      List<RawRecord> first = new ArrayList<>();
      List<RawRecord> again = new ArrayList<>();
      for (int n = 1; n <= size; n++) {
        first.add(message(n * 3L, 1, headers("x", "1", "y", "é\"\n")));
        again.add(message(n * 3L, random.nextInt(2, 9), headers("y", "é\"\n", "x", "1")));
      }
      Collections.shuffle(again, random);

      AuditObject one = AuditObject.of(batch("b-1", "ORDERS", first.toArray(RawRecord[]::new)));
      AuditObject two = AuditObject.of(batch("b-2", "ORDERS", again.toArray(RawRecord[]::new)));

      assertThat(two).isEqualTo(one);
    }
  }

  @Test
  void object_of_a_traced_batch_is_the_same_whatever_the_attempts_span() {
    RawRecord first = message(1, 1, headers("a", "1", "traceparent", "00-1", "tracestate", "x=1"));
    RawRecord again = message(1, 2, headers("a", "1", "Traceparent", "00-2"));

    assertThat(AuditObject.of(batch("b-2", "ORDERS", again)))
        .isEqualTo(AuditObject.of(batch("b-1", "ORDERS", first)));
  }

  @Test
  void name_tells_stream_epoch_range_and_hash_and_sorts_by_sequence() {
    AuditObject ten = AuditObject.of(batch("b", "ORDERS", message(10, 1, Map.of())));
    AuditObject nine =
        AuditObject.of(batch("b", "ORDERS", message(9, 1, Map.of()), message(2, 1, Map.of())));
    AuditObject greatest = AuditObject.of(batch("b", "ORDERS", message(-1, 1, Map.of())));

    assertThat(nine.key())
        .isEqualTo(
            "ORDERS/e-1/00000000000000000002-00000000000000000009-"
                + Sha256.of(nine.content()).hex());
    assertThat(List.of(nine.key(), ten.key(), greatest.key())).isSorted();
    assertThat(greatest.key()).startsWith("ORDERS/e-1/18446744073709551615-");
  }

  @Test
  void objects_of_other_contents_have_other_names() {
    RawRecord message = message(1, 1, Map.of());
    assertThat(
            List.of(
                AuditObject.of(batch("b", "ORDERS", message)).key(),
                AuditObject.of(batch("b", "DLQ", message)).key(),
                AuditObject.of(batch("b", "ORDERS", message(1, 1, headers("a", "1")))).key(),
                AuditObject.of(batch("b", "ORDERS", message, message(2, 1, Map.of()))).key()))
        .doesNotHaveDuplicates();
  }

  private static RecordBatch batch(String id, String stream, RawRecord... records) {
    return new RecordBatch(
        id, new RecordBatch.Source("audit", stream, "e-1", "audit"), List.of(records));
  }

  private static RawRecord message(
      long sequence, long deliveries, Map<String, List<String>> headers) {
    @Nullable Instant unknown = null;
    return new RawRecord(
        "r" + sequence + "/" + deliveries,
        "m-" + sequence,
        "s",
        sequence,
        deliveries,
        null,
        unknown,
        null,
        null,
        headers,
        PAYLOAD,
        null);
  }

  private static Map<String, List<String>> headers(String... pairs) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.put(pairs[i], List.of(pairs[i + 1], pairs[i + 1]));
    }
    return headers;
  }

  private static String text(AuditObject object) {
    return object.content().toString(UTF_8);
  }
}
