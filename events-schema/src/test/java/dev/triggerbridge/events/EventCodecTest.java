package dev.triggerbridge.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final EventType CREATED_V1 =
      SubjectCatalogue.bySubject("orders.created.v1").orElseThrow();
  private static final EventType PLACED =
      SubjectCatalogue.bySubject("orders.placed.v1").orElseThrow();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message_id\":\"m\",\"order_id\":\"o\",\"customer_id\":\"c\","
            + "\"total_amount\":12.34,\"created_at\":1700000000000}",
        "{\"messageId\":\"m\",\"orderId\":\"o\",\"customerId\":\"c\","
            + "\"totalAmount\":12.34,\"createdAt\":\"1700000000000\",\"later\":true}",
        "\uFEFF \r\n{\"message_id\":\"m\",\"order_id\":\"o\",\"customer_id\":\"c\","
            + "\"total_amount\":12.34,\"created_at\":1700000000000}"
      })
  void plain_json_without_a_content_type_is_read(String json) throws InvalidEventException {
    OrderCreated read = (OrderCreated) EventCodec.decode(CREATED_V1, null, json.getBytes(UTF_8));
    assertThat(read)
        .isEqualTo(
            OrderCreated.newBuilder()
                .setMessageId("m")
                .setOrderId("o")
                .setCustomerId("c")
                .setTotalAmount(12.34)
                .setCreatedAt(1_700_000_000_000L)
                .build());
  }

  @Test
  void random_orders_survive_the_round_trip() throws InvalidEventException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      OrderPlaced order = randomOrder(random);
      byte[] encoded = EventCodec.encode(order);
      assertThat(EventCodec.decode(PLACED, null, encoded)).isEqualTo(order);
      assertThat(EventCodec.decode(PLACED, "application/x-protobuf", encoded)).isEqualTo(order);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "application/json; charset=utf-8", "Application/JSON"})
  void content_type_json_with_parameters_is_json(String contentType) throws InvalidEventException {
    Message read = EventCodec.decode(PLACED, contentType, "{\"order_id\":\"o\"}".getBytes(UTF_8));
    assertThat(((OrderPlaced) read).getOrderId()).isEqualTo("o");
  }

  @Test
  void protobuf_said_to_be_json_is_rejected() {
    byte[] protobuf = OrderPlaced.newBuilder().setOrderId("o").build().toByteArray();
    assertThatThrownBy(() -> EventCodec.decode(PLACED, "application/json", protobuf))
        .isInstanceOfSatisfying(
            InvalidEventException.class, e -> assertThat(e.code()).isEqualTo("INVALID_PAYLOAD"));
  }

  @Test
  void unknown_content_type_is_rejected_with_the_remedy() {
    assertThatThrownBy(() -> EventCodec.decode(PLACED, "text/csv", new byte[0]))
        .hasMessage("Content-Type is 'text/csv': send application/x-protobuf or application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"order_id\":", "not an event", "{\"placed_at\":\"soon\"}"})
  void garbage_is_rejected_without_quoting_it_whole(String garbage) {
    assertThatThrownBy(() -> EventCodec.decode(PLACED, null, garbage.getBytes(UTF_8)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("payload is ");
  }

  @Test
  void json_that_is_no_utf8_is_rejected() {
    byte[] latin1 = {'{', '"', (byte) 0xE9, '"', ':', '1', '}'};
    assertThatThrownBy(() -> EventCodec.decode(PLACED, "application/json", latin1))
        .hasMessageContaining("UTF-8");
  }

  @Test
  void protobuf_whose_first_identifier_looks_like_json_is_protobuf() throws InvalidEventException {
    // Ten characters: tag and length of the field are both a line feed.
    OrderPlaced order =
        OrderPlaced.newBuilder().setMessageId("{\"a\": 12}").setOrderId("o").build();
    assertThat(EventCodec.decode(PLACED, null, order.toByteArray())).isEqualTo(order);
  }

  @Test
  void text_that_only_resembles_json_is_rejected() {
    assertThatThrownBy(() -> EventCodec.decode(PLACED, null, "{order_id:o}".getBytes(UTF_8)))
        .isInstanceOf(InvalidEventException.class);
  }

  @Test
  void mutated_payloads_are_read_or_rejected_and_nothing_else() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    byte[] json =
        ("{\"message_id\":\"m\",\"order_id\":\"o\",\"customer_id\":\"c\",\"total\":"
                + "{\"minor_units\":\"12\",\"currency\":\"EUR\"},\"items\":[{\"sku\":\"s\","
                + "\"quantity\":1}],\"placed_at\":1e3}")
            .getBytes(UTF_8);
    int rejected = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] payload = (random.nextBoolean() ? json : randomOrder(random).toByteArray()).clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
      }
      try {
        EventValidation.check(EventCodec.decode(PLACED, null, payload));
      } catch (InvalidEventException e) {
        rejected++;
        assertThat(e.getMessage()).hasSizeLessThan(400);
      }
    }
    assertThat(rejected).isGreaterThan(1_000);
  }

  private static OrderPlaced randomOrder(Random random) {
    OrderPlaced.Builder order =
        OrderPlaced.newBuilder()
            .setMessageId("m" + random.nextLong())
            .setOrderId("{" + random.nextInt())
            .setCustomerId("c" + random.nextInt())
            .setTotal(Money.newBuilder().setMinorUnits(random.nextLong()).setCurrency("EUR"))
            .setPlacedAt(random.nextLong());
    for (int i = random.nextInt(4); i > 0; i--) {
      order.addItems(
          LineItem.newBuilder().setSku("s" + random.nextInt()).setQuantity(random.nextInt(9) + 1));
    }
    return order.build();
  }
}
