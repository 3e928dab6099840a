package dev.triggerbridge.bridge.batch;

import static dev.triggerbridge.bridge.batch.Deliveries.delivery;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every event of a batch is read back by the CloudEvents SDK. */
class CloudEventsEncodingTest {
  private static final String STRUCTURED =
      """
      {"specversion": "1.0", "id": "e-1", "source": "/shop", "type": "order.created",
       "data": {"amount": 1.10}}""";

  private final CloudEventsEncoding encoding = new CloudEventsEncoding("/nats/streams/S");

  @Test
  void message_that_is_no_cloud_event_becomes_one() throws Exception {
    CloudEvent event =
        read(message("{\"a\":1}", "Nats-Msg-Id", "ord-17", "traceparent", "00-a-b-01")).getFirst();

    assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
    assertThat(event.getId()).isEqualTo("ord-17");
    assertThat(event.getSource()).isEqualTo(URI.create("/nats/streams/S"));
    assertThat(event.getType()).isEqualTo("in.a");
    assertThat(event.getSubject()).isEqualTo("in.a");
    assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-11-23T10:00:00.123456789Z"));
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(dataOf(event)).isEqualTo("{\"a\":1}");
    assertThat(event.getExtension("traceparent")).isEqualTo("00-a-b-01");
    assertThat(event.getExtension("natsstream")).isEqualTo("S");
    assertThat(event.getExtension("natssequence")).isEqualTo("9812");
    assertThat(event.getExtension("natsdeliverycount")).isEqualTo(1);
  }

  @Test
  void message_in_binary_mode_keeps_its_attributes() throws Exception {
    Delivery one =
        message(
            "hello",
            "ce-specversion",
            "1.0",
            "ce-id",
            "e-1",
            "CE-Source",
            "/shop/caf%C3%A9%20bar".replace("%20", "-"),
            "ce-type",
            "order.created",
            "ce-mood",
            "100%25 gl%C3%BCcklich %zz",
            "ce-natsstream",
            "forged",
            "Content-Type",
            "text/plain; charset=utf-8");

    CloudEvent event = read(one).getFirst();

    assertThat(event.getId()).isEqualTo("e-1").isEqualTo(encoding.idOf(one));
    assertThat(event.getSource()).isEqualTo(URI.create("/shop/café-bar"));
    assertThat(event.getType()).isEqualTo("order.created");
    assertThat(event.getSubject()).isNull();
    assertThat(event.getExtension("mood")).isEqualTo("100% glücklich %zz");
    assertThat(event.getExtension("natsstream")).isEqualTo("S");
    assertThat(event.getDataContentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(dataOf(event)).isEqualTo("hello");
  }

  @Test
  void message_in_structured_mode_goes_as_it_is() throws Exception {
    Delivery one = message(STRUCTURED, "Content-Type", "application/cloudevents+json");

    byte[] batch = encoding.encode("b", List.of(one, one));

    assertThat(new String(batch, UTF_8)).isEqualTo("[" + STRUCTURED + "," + STRUCTURED + "]");
    assertThat(encoding.idOf(one)).isEqualTo("e-1");
    assertThat(read(one).getFirst().getType()).isEqualTo("order.created");
  }

  /** What would break the batch for all others must not stand in it as it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/s\"}",
        "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/s\",\"type\":\"t\"} x",
        "{\"specversion\":\"1.0\",\"id\":\"e\",\"id\":\"f\",\"source\":\"/s\",\"type\":\"t\"}",
        "{\"specversion\":\"1.0\",\"id\":7,\"source\":\"/s\",\"type\":\"t\"}",
        "{\"specversion\":\"0.3\",\"id\":\"e\",\"source\":\"/s\",\"type\":\"t\"}",
        "[1]",
        "{",
      })
  void payload_that_only_claims_to_be_a_cloud_event_is_wrapped(String payload) throws Exception {
    Delivery liar = message(payload, "Content-Type", "application/cloudevents+json");

    List<CloudEvent> events = read(liar, message("{}"));

    assertThat(events).hasSize(2);
    assertThat(events.getFirst().getType()).isEqualTo("in.a");
    assertThat(dataOf(events.getFirst())).contains(payload.substring(0, 1));
  }

  /** Content type and payload, and in which member it stands. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"a\":1} | data",
        "application/geo+json | [1] | data",
        "application/vnd.shop+json | [1] | data_base64",
        "application/json; charset=UTF-8 | [1] | data",
        "application/vnd.shop+json; v=1 | [1] | data_base64",
        "application/json | {\"a\": | data_base64",
        "application/json | 1 2 | data_base64",
        "text/plain | 1 2 | data",
        "application/x-protobuf | abc | data_base64",
        " | {\"a\":1} | data",
        " | abc | data_base64",
      })
  void data_stand_as_json_as_text_or_in_base64(@Nullable String type, String payload, String member)
      throws Exception {
    Delivery one = type == null ? message(payload) : message(payload, "Content-Type", type);

    JsonNode event = new ObjectMapper().readTree(encoding.encode("b", List.of(one))).get(0);

    assertThat(event.has(member)).isTrue();
    assertThat(event.has(member.equals("data") ? "data_base64" : "data")).isFalse();
    assertThat(dataOf(read(one).getFirst())).isEqualTo(payload);
  }

  @Test
  void empty_payload_has_no_data() throws Exception {
    assertThat(read(message("", "Content-Type", "application/json")).getFirst().getData()).isNull();
  }

  @Test
  void data_schema_is_an_attribute_only_if_it_is_a_uri() throws Exception {
    CloudEvent with = read(message("", "Data-Schema", "https://shop.example/s")).getFirst();
    CloudEvent without = read(message("", "Data-Schema", "orders.v2.OrderCreated")).getFirst();

    assertThat(with.getDataSchema()).isEqualTo(URI.create("https://shop.example/s"));
    assertThat(without.getDataSchema()).isNull();
    assertThat(without.getExtension("natsdataschema")).isEqualTo("orders.v2.OrderCreated");
  }

  @Test
  void size_is_never_less_than_what_is_written() {
    RandomDeliveries.assertBoundHolds(encoding, 1_000);
  }

  @Test
  void size_of_large_json_is_that_of_the_json_and_not_of_its_base64() {
    Delivery large = message("{\"a\":\"" + "x".repeat(2_000_000) + "\"}");

    long bound = encoding.overhead() + encoding.sizeOf(large);

    assertThat(bound - encoding.encode("b", List.of(large)).length).isBetween(0L, 1_000L);
  }

  private List<CloudEvent> read(Delivery... deliveries) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    List<CloudEvent> events = new ArrayList<>();
    for (JsonNode event : mapper.readTree(encoding.encode("b-1", List.of(deliveries)))) {
      events.add(new JsonFormat().deserialize(mapper.writeValueAsBytes(event)));
    }
    return events;
  }

  private static String dataOf(CloudEvent event) {
    return new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8);
  }

  private static Delivery message(String payload, String... header) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 0; i < header.length; i += 2) {
      headers.put(header[i], List.of(header[i + 1]));
    }
    return delivery(9812, "in.a", new Headers(headers), payload.getBytes(UTF_8), 0);
  }
}
