package dev.triggerbridge.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {
  private static final OrderCreated ORDER =
      OrderCreated.newBuilder()
          .setOrderId("o-1")
          .setTotal(Money.newBuilder().setCurrency("EUR").setMinorUnits(12_050))
          .addItems(LineItem.getDefaultInstance())
          .build();

  @Test
  void protobuf_of_the_type_is_valid_and_so_are_fields_of_a_newer_one() throws Exception {
    assertThat(protobuf(ORDER.toByteArray())).isEmpty();
    assertThat(protobuf(new byte[0])).as("every field has its default").isEmpty();
    assertThat(protobuf(with(ORDER, 900, "new").toByteArray())).isEmpty();
  }

  @Test
  void protobuf_cut_off_or_of_no_known_field_is_invalid_as_a_whole() throws Exception {
    byte[] whole = ORDER.toByteArray();

    assertThat(protobuf(Arrays.copyOf(whole, whole.length - 1)))
        .startsWith("payload: is no orders.v2.OrderCreated: ");
    assertThat(protobuf(with(OrderCreated.getDefaultInstance(), 900, "x").toByteArray()))
        .isEqualTo("payload: has no field of orders.v2.OrderCreated");
  }

  @Test
  void protobuf_field_of_another_wire_type_is_named_with_its_path() throws Exception {
    OrderCreated wrong =
        ORDER.toBuilder()
            .clearTotal()
            .setTotal(
                Money.newBuilder()
                    .setCurrency("EUR")
                    .setUnknownFields(unknown(Money.MINOR_UNITS_FIELD_NUMBER, "120")))
            .build();

    assertThat(protobuf(wrong.toByteArray()))
        .isEqualTo("total.minor_units: is not encoded as int64");
  }

  @Test
  void protobuf_in_its_json_form_is_checked_as_such() throws Exception {
    assertThat(protobuf(utf8("{\"orderId\":\"o\",\"total\":{\"minorUnits\":\"1\"},\"new\":1}")))
        .isEmpty();
    assertThat(protobuf(utf8("{\"createdAt\":\"yesterday\"}")))
        .startsWith("payload: is no orders.v2.OrderCreated: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"orderId": "o", "total": {"minorUnits": 1, "currency": "EUR"}, "more": 1} | ``
          {"orderId": "o", "total": {"minorUnits": 1, "currency": "eur"}}  | /total/currency: does not match
          {"orderId": "", "total": {"minorUnits": 1, "currency": "EUR"}}   | /orderId: must be at least 1
          {"orderId": "o"}                                                 | payload: required property 'total' not found
          [1]                                                              | payload: array found, object expected
          {"orderId": "o"                                                  | payload: is no JSON
          plain                                                            | payload: is no JSON
          """)
  void json_is_held_against_its_schema(String payload, String expected) throws Exception {
    byte[] schema = Files.readAllBytes(Path.of("examples", "imported-order.schema.json"));

    String found = text(JsonSchemaCheck.parse(schema), utf8(payload));

    assertThat(found).startsWith(expected);
    assertThat(found.isEmpty()).isEqualTo(expected.isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type": "strin"}     | is no JSON Schema: at /type
          {"required": "a"}     | is no JSON Schema: at /required
          nonsense              | is no JSON Schema
          """)
  void schema_that_is_none_is_refused(String schema, String reason) {
    assertThatExceptionOfType(UnusableSchemaException.class)
        .isThrownBy(() -> JsonSchemaCheck.parse(utf8(schema)))
        .withMessageStartingWith(reason);
  }

  private static OrderCreated with(OrderCreated order, int number, String value) {
    return order.toBuilder().setUnknownFields(unknown(number, value)).build();
  }

  private static UnknownFieldSet unknown(int number, String value) {
    return UnknownFieldSet.newBuilder()
        .addField(
            number,
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8(value))
                .build())
        .build();
  }

  private static String protobuf(byte[] payload) throws Exception {
    try (var set =
        OrderCreated.class.getResourceAsStream("/dev/triggerbridge/events/events.desc")) {
      MessageType type =
          DescriptorSet.parse(set.readAllBytes()).find("orders.v2.OrderCreated").orElseThrow();
      return text(new ProtobufCheck(type), payload);
    }
  }

  private static String text(SchemaCheck check, byte[] payload) {
    Delivery delivery =
        new Delivery(
            "IN",
            "e",
            1,
            "in.a",
            new Headers(Map.of("A", List.of("b"))),
            payload,
            Instant.EPOCH,
            1,
            0,
            new AckToken() {});
    return check.violation(delivery).map(found -> found.field() + ": " + found.reason()).orElse("");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
