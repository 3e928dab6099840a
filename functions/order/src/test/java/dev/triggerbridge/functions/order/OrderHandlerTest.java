package dev.triggerbridge.functions.order;

import static dev.triggerbridge.functions.order.Messages.declined;
import static dev.triggerbridge.functions.order.Messages.foreignCreated;
import static dev.triggerbridge.functions.order.Messages.paid;
import static dev.triggerbridge.functions.order.Messages.placed;
import static dev.triggerbridge.functions.order.Messages.reserved;
import static dev.triggerbridge.functions.order.Messages.soldOut;
import static dev.triggerbridge.functions.order.OrderFixture.invoke;
import static dev.triggerbridge.functions.order.OrderFixture.row;
import static dev.triggerbridge.functions.order.OrderFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderConfirmed;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse.Event;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import dev.triggerbridge.functions.testing.Invocations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderHandlerTest {
  private static final String PLACED = "orders.placed.v1";
  private static final String CREATED_V1 = "orders.created.v1";
  private static final String DEADLINE = "orders.deadline.v1";
  private static final String COMPLETED = "payments.completed.v1";
  private static final String FAILED = "payments.failed.v1";
  private static final String RESERVED = "inventory.reserved.v1";
  private static final String REJECTED = "inventory.rejected.v1";

  @Test
  void placed_order_is_created_and_announced_in_both_versions() {
    Result result = send(PLACED, placed("a-1"));

    assertThat(result.subjects()).containsExactly("orders.created.v2", CREATED_V1, DEADLINE);
    OrderCreated v2 = result.events().get(0).payload(OrderCreated.parser());
    assertThat(v2.getMessageId())
        .isEqualTo(result.events().get(0).id())
        .isEqualTo("order:a-1:created");
    assertThat(v2.getTotal().getMinorUnits()).isEqualTo(1998);
    assertThat(v2.getItemsList()).isEqualTo(placed("a-1").getItemsList());
    assertThat(v2.getPaymentMethod()).isEqualTo("pm_card_visa");
    var v1 =
        result.events().get(1).payload(dev.triggerbridge.events.orders.v1.OrderCreated.parser());
    assertThat(v1.getMessageId()).isEqualTo("order:a-1:created:v1");
    assertThat(v1.getTotalAmount()).isEqualTo(19.98);
    assertThat(text("a-1", "status")).isEqualTo("OPEN");
    assertThat(row("a-1")).doesNotContainKey("expiresAt");
  }

  @Test
  void redelivered_command_returns_the_stored_events_byte_for_byte() {
    Result first = send(PLACED, placed("b-1"));
    Result second = send(PLACED, placed("b-1"));

    assertThat(second.events()).isEqualTo(first.events());
    assertThat(text("b-1", "pk")).isEqualTo("order#b-1");
    assertThat(OrderFixture.number("b-1", "version")).isEqualTo(1);
  }

  @Test
  void same_order_id_with_other_content_is_rejected_and_changes_nothing() {
    send(PLACED, placed("c-1"));
    OrderPlaced otherTotal =
        placed("c-1").toBuilder()
            .setTotal(Money.newBuilder().setMinorUnits(1).setCurrency("EUR"))
            .build();
    OrderPlaced otherItems = placed("c-1").toBuilder().clearItems().build();

    for (OrderPlaced other : new OrderPlaced[] {otherTotal, otherItems}) {
      Result result = send(PLACED, other);
      assertThat(result.status()).isEqualTo("reject");
      assertThat(result.code()).isEqualTo("CONFLICTING_DUPLICATE");
      assertThat(result.message()).contains("c-1");
    }
    assertThat(OrderFixture.number("c-1", "totalMinorUnits")).isEqualTo(1998);
  }

  @Test
  void paid_and_reserved_order_is_confirmed() {
    send(PLACED, placed("d-1"));
    assertThat(send(COMPLETED, paid("d-1")).events()).isEmpty();

    Result last = send(RESERVED, reserved("d-1"));

    assertThat(last.subjects()).containsExactly("orders.confirmed.v1");
    OrderConfirmed confirmed = last.events().getFirst().payload(OrderConfirmed.parser());
    assertThat(confirmed.getMessageId()).isEqualTo("order:d-1:confirmed");
    assertThat(confirmed.getPaymentId()).isEqualTo("payment-d-1");
    assertThat(confirmed.getTotal().getMinorUnits()).isEqualTo(1998);
    assertThat(text("d-1", "status")).isEqualTo("CONFIRMED");
    // Either trigger may be redelivered because its answer was lost.
    assertThat(send(COMPLETED, paid("d-1")).events()).isEqualTo(last.events());
    assertThat(send(RESERVED, reserved("d-1")).events()).isEqualTo(last.events());
  }

  @Test
  void declined_order_is_cancelled_and_stays_cancelled_when_stock_answers_later() {
    send(PLACED, placed("e-1"));

    Event cancelled = send(FAILED, declined("e-1")).events().getFirst();
    Result later = send(RESERVED, reserved("e-1"));

    OrderCancelled payload = cancelled.payload(OrderCancelled.parser());
    assertThat(cancelled.id()).isEqualTo("order:e-1:cancelled");
    assertThat(payload.getReason()).isEqualTo("PAYMENT_DECLINED");
    assertThat(payload.getDetail()).isEqualTo("CARD_DECLINED");
    assertThat(later.status()).isEqualTo("ok");
    assertThat(later.events()).isEmpty();
    assertThat(text("e-1", "status")).isEqualTo("CANCELLED");
    assertThat(text("e-1", "cancelReason")).isEqualTo("PAYMENT_DECLINED");
  }

  @Test
  void sold_out_order_is_cancelled_and_a_late_payment_does_not_revive_it() {
    send(PLACED, placed("f-1"));

    Result cancelled = send(REJECTED, soldOut("f-1"));
    Result late = send(COMPLETED, paid("f-1"));

    assertThat(cancelled.subjects()).containsExactly("orders.cancelled.v1");
    assertThat(late.status()).isEqualTo("ok");
    assertThat(late.events()).isEmpty();
    assertThat(text("f-1", "status")).isEqualTo("CANCELLED");
    assertThat(text("f-1", "cancelReason")).isEqualTo("OUT_OF_STOCK");
  }

  @Test
  void side_that_contradicts_itself_is_rejected() {
    send(PLACED, placed("g-1"));
    send(COMPLETED, paid("g-1"));

    Result result = send(FAILED, declined("g-1"));

    assertThat(result.code()).isEqualTo("CONFLICTING_DUPLICATE");
    assertThat(text("g-1", "status")).isEqualTo("OPEN");
  }

  @Test
  void foreign_order_is_adopted_silently_and_confirmed() {
    Result adopted = send(CREATED_V1, foreignCreated("h-1"));
    send(COMPLETED, paid("h-1"));
    Result last = send(RESERVED, reserved("h-1"));

    assertThat(adopted.status()).isEqualTo("ok");
    assertThat(adopted.subjects()).containsExactly(DEADLINE);
    assertThat(OrderFixture.number("h-1", "totalMinorUnits")).isEqualTo(1998);
    assertThat(text("h-1", "currency")).isEqualTo("EUR");
    assertThat(last.subjects()).containsExactly("orders.confirmed.v1");
  }

  @Test
  void plain_json_without_headers_is_adopted() {
    byte[] json =
        """
        {"messageId":"m-1","orderId":"i-1","customerId":"c","totalAmount":12.34,"createdAt":"1764000000000"}
        """
            .getBytes(StandardCharsets.UTF_8);

    Result result = invoke(BatchRequest.from("ORDERS").add(CREATED_V1, null, json)).only();

    assertThat(result.status()).isEqualTo("ok");
    assertThat(OrderFixture.number("i-1", "totalMinorUnits")).isEqualTo(1234);
  }

  @Test
  void our_own_version_1_event_coming_back_is_ok_and_starts_nothing() {
    Event v1 = send(PLACED, placed("j-1")).events().get(1);

    Result result =
        invoke(
                BatchRequest.from("ORDERS")
                    .add(CREATED_V1, "application/x-protobuf", v1.data().toByteArray()))
            .only();

    assertThat(result.status()).isEqualTo("ok");
    assertThat(result.events()).isEmpty();
    assertThat(OrderFixture.number("j-1", "version")).isEqualTo(1);
  }

  @Test
  void adoption_of_an_order_that_payment_and_stock_spoke_of_first_ends_it_at_once() {
    List<Event> deadline = send(COMPLETED, paid("k-1")).events();
    assertThat(deadline).extracting(Event::subject).containsExactly(DEADLINE);
    assertThat(send(RESERVED, reserved("k-1")).events()).isEmpty();
    assertThat(text("k-1", "status")).isEqualTo("EXPECTED");

    Result adopted = send(CREATED_V1, foreignCreated("k-1"));

    assertThat(adopted.subjects()).containsExactly("orders.confirmed.v1");
    assertThat(send(CREATED_V1, foreignCreated("k-1")).events()).isEqualTo(adopted.events());
    assertThat(send(COMPLETED, paid("k-1")).events())
        .containsExactly(deadline.getFirst(), adopted.events().getFirst());
  }

  @Test
  void unusable_messages_are_rejected_one_by_one() {
    OrderPlaced negative =
        placed("l-1").toBuilder()
            .setTotal(Money.newBuilder().setMinorUnits(-1).setCurrency("EUR"))
            .build();
    OrderPlaced currency =
        placed("l-2").toBuilder()
            .setTotal(Money.newBuilder().setMinorUnits(1).setCurrency("XQX"))
            .build();
    OrderPlaced noId = placed("l-3").toBuilder().clearOrderId().build();

    var response =
        invoke(
            BatchRequest.from("ORDERS")
                .add(PLACED, negative)
                .add(PLACED, currency)
                .add(PLACED, noId)
                .add(PLACED, null, new byte[] {(byte) 0xff, 0, 1})
                .add("orders.placed.v7", placed("l-4"))
                .add(PLACED, placed("l-5")));

    assertThat(response.results())
        .extracting(Result::status)
        .containsExactly("reject", "reject", "reject", "reject", "reject", "ok");
    assertThat(response.results().get(2).message()).contains("order_id");
  }

  @Test
  void springs_own_invoker_answers_the_same() {
    BatchRequest request =
        BatchRequest.from("ORDERS").add(PLACED, placed("m-1")).add(COMPLETED, paid("d-none"));
    Result ours = invoke(request).result("ORDERS/1");

    Result springs =
        Invocations.invoke(Invocations.springInvoker(OrderFunctions.class), request)
            .result("ORDERS/1");

    assertThat(springs).isEqualTo(ours);
  }

  private static Result send(String subject, Message payload) {
    return invoke(BatchRequest.from("ANY").add(subject, payload)).only();
  }
}
