package dev.triggerbridge.local.system.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.plan.PlannedOrder;
import dev.triggerbridge.local.system.plan.PlannedOrder.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicationsTest {
  private static final long NOW = 1_763_884_800_000L;

  private final OrderPlan plan = OrderPlan.of("r1", 300, 7, true);
  private final List<Publication> publications = Publications.of(plan, NOW);

  @Test
  void every_order_is_published_once_or_twice_as_planned() {
    Map<String, Integer> times = new HashMap<>();
    publications.stream()
        .map(Publication::orderId)
        .filter(id -> id != null)
        .forEach(id -> times.merge(id, 1, Integer::sum));
    for (PlannedOrder order : plan.orders()) {
      assertThat(times)
          .as(order.orderId())
          .containsEntry(order.orderId(), order.publishedTwice() ? 2 : 1);
    }
    assertThat(publications.stream().filter(publication -> publication.orderId() == null))
        .hasSize(OrderPlan.POISON);
  }

  @Test
  void copies_have_the_same_payload_under_another_nats_id() {
    for (PlannedOrder order : plan.orders()) {
      List<Publication> copies = of(order);
      if (copies.size() == 2 && order.kind() != Kind.FOREIGN_JSON) {
        assertThat(copies.get(0).data()).isEqualTo(copies.get(1).data());
        assertThat(copies.get(0).headers().get("Nats-Msg-Id"))
            .isNotEqualTo(copies.get(1).headers().get("Nats-Msg-Id"));
      }
    }
  }

  @Test
  void placed_order_carries_the_plan() throws Exception {
    PlannedOrder order =
        plan.orders().stream().filter(o -> o.kind() == Kind.DECLINED).findFirst().orElseThrow();
    OrderPlaced event = OrderPlaced.parseFrom(of(order).get(0).data());

    assertThat(event.getOrderId()).isEqualTo(order.orderId());
    assertThat(event.getTotal().getMinorUnits()).isEqualTo(order.totalMinor());
    assertThat(event.getPaymentMethod()).isEqualTo("pm_card_declined");
    assertThat(event.getItemsList()).hasSameSizeAs(order.lines());
  }

  @Test
  void foreign_order_is_json_of_the_reference_producer_without_headers() {
    PlannedOrder order =
        plan.orders().stream().filter(o -> o.kind() == Kind.FOREIGN_JSON).findFirst().orElseThrow();
    Publication publication = of(order).get(0);

    assertThat(publication.subject()).isEqualTo("orders.created.v1");
    assertThat(publication.headers()).isEmpty();
    assertThat(new String(publication.data(), UTF_8))
        .matches(
            "\\{\"message_id\":\"[^\"]+\",\"order_id\":\"%s\",\"customer_id\":\"[^\"]+\",\"total_amount\":\\d+\\.\\d\\d,\"created_at\":%d}"
                .formatted(order.orderId(), NOW));
  }

  private List<Publication> of(PlannedOrder order) {
    List<Publication> found = new ArrayList<>();
    for (Publication publication : publications) {
      if (order.orderId().equals(publication.orderId())) {
        found.add(publication);
      }
    }
    return found;
  }
}
