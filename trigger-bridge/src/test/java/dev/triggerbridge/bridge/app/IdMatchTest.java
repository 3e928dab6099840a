package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.bridge.schema.DescriptorSet;
import dev.triggerbridge.bridge.schema.MessageTypes;
import dev.triggerbridge.bridge.schema.PayloadReader;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdMatchTest {
  private static final PayloadReader KNOWS_NO_TYPES =
      new PayloadReader(new MessageTypes(DescriptorSet.NONE, Map.of(), String::equals));

  private final IdMatch match = new IdMatch("order-1", KNOWS_NO_TYPES);

  @Test
  void id_in_a_header_or_subject_matches_as_a_whole_and_not_as_a_part_of_a_longer_one() {
    assertThat(match.matches(record("a.order-1.b", "", ""))).isTrue();
    assertThat(match.matches(record("a", "payment:order-1:0", ""))).isTrue();
    assertThat(match.matches(record("a", "payment:order-17:0", ""))).isFalse();
    assertThat(match.matches(record("a", "reorder-1", ""))).isFalse();
  }

  @Test
  void id_as_the_value_of_a_json_field_matches_at_any_depth_and_nothing_longer_does() {
    assertThat(match.matches(record("a", "", "{\"x\":[{\"y\":\"order-1\"}]}"))).isTrue();
    assertThat(match.matches(record("a", "", "{\"x\":\"order-17\"}"))).isFalse();
    assertThat(match.matches(record("a", "", "{\"order-1\":1}"))).isFalse();
  }

  @Test
  void id_in_protobuf_of_an_unknown_type_matches_if_it_is_a_whole_string() {
    assertThat(match.matches(protobuf("order-1"))).isTrue();
    assertThat(match.matches(protobuf("order-17"))).isFalse();
    assertThat(match.matches(protobuf("reorder-1"))).isFalse();
  }

  private static Delivery protobuf(String order) {
    return delivery(
        "a",
        Map.of("Content-Type", List.of("application/x-protobuf")),
        OrderCreated.newBuilder().setOrderId(order).setCustomerId("c").build().toByteArray());
  }

  private static Delivery record(String subject, String messageId, String payload) {
    return delivery(
        subject,
        Map.of("Nats-Msg-Id", List.of(messageId)),
        payload.getBytes(StandardCharsets.UTF_8));
  }

  private static Delivery delivery(String subject, Map<String, List<String>> headers, byte[] data) {
    return new Delivery(
        "S", "e", 1, subject, new Headers(headers), data, Instant.EPOCH, 1, 0, new AckToken() {});
  }
}
