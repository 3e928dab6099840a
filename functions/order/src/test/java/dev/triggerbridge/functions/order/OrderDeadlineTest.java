package dev.triggerbridge.functions.order;

import static dev.triggerbridge.functions.order.Messages.deadline;
import static dev.triggerbridge.functions.order.Messages.foreignCreated;
import static dev.triggerbridge.functions.order.Messages.foreignCreatedV2;
import static dev.triggerbridge.functions.order.Messages.paid;
import static dev.triggerbridge.functions.order.Messages.placed;
import static dev.triggerbridge.functions.order.Messages.reserved;
import static dev.triggerbridge.functions.order.OrderFixture.invoke;
import static dev.triggerbridge.functions.order.OrderFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse.Event;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No order stays open for ever, whoever keeps silent. */
class OrderDeadlineTest {
  private static final String PLACED = "orders.placed.v1";
  private static final String CREATED_V1 = "orders.created.v1";
  private static final String CREATED_V2 = "orders.created.v2";
  private static final String DEADLINE = "orders.deadline.v1";
  private static final String COMPLETED = "payments.completed.v1";
  private static final String RESERVED = "inventory.reserved.v1";
  private static final long PAST = 1_000;

  @Test
  void placed_order_returns_its_deadline_to_be_delivered_then_and_again_when_redelivered() {
    Result first = send(PLACED, placed("da-1"));

    Event event = first.events().getLast();
    OrderDeadline payload = event.payload(OrderDeadline.parser());
    assertThat(event.id()).isEqualTo("order:da-1:deadline").isEqualTo(payload.getMessageId());
    assertThat(event.deliverAt())
        .isEqualTo(Instant.ofEpochMilli(payload.getDeadlineAt()).toString());
    assertThat(payload.getDeadlineAt() - OrderFixture.number("da-1", "createdAt"))
        .isEqualTo(Duration.ofMinutes(15).toMillis());
    assertThat(send(PLACED, placed("da-1")).events()).isEqualTo(first.events());
  }

  @Test
  void deadline_that_the_customer_names_goes_before_the_setting() {
    long asked = System.currentTimeMillis() + 5_000;

    Result placed = send(PLACED, placed("db-1").toBuilder().setDeadlineAt(asked).build());

    assertThat(placed.events().getLast().deliverAt())
        .isEqualTo(Instant.ofEpochMilli(asked).toString());
  }

  @Test
  void open_order_is_cancelled_at_its_deadline_and_stays_so() {
    send(PLACED, placed("dc-1"));
    send(COMPLETED, paid("dc-1"));

    Result expired = send(DEADLINE, deadline("dc-1", PAST));

    OrderCancelled cancelled = expired.events().getFirst().payload(OrderCancelled.parser());
    assertThat(expired.events().getFirst().id()).isEqualTo("order:dc-1:cancelled");
    assertThat(cancelled.getReason()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(cancelled.getDetail()).isEqualTo("no word of INVENTORY");
    assertThat(send(DEADLINE, deadline("dc-1", PAST)).events()).isEqualTo(expired.events());
    assertThat(send(RESERVED, reserved("dc-1")).events()).isEmpty();
    assertThat(text("dc-1", "status")).isEqualTo("CANCELLED");
    assertThat(text("dc-1", "cancelReason")).isEqualTo("DEADLINE_EXCEEDED");
  }

  @Test
  void confirmed_order_does_not_mind_its_deadline() {
    send(PLACED, placed("dd-1"));
    send(COMPLETED, paid("dd-1"));
    send(RESERVED, reserved("dd-1"));

    Result expired = send(DEADLINE, deadline("dd-1", PAST));

    assertThat(expired.status()).isEqualTo("ok");
    assertThat(expired.events()).isEmpty();
    assertThat(text("dd-1", "status")).isEqualTo("CONFIRMED");
  }

  @Test
  void deadline_that_comes_early_waits_at_no_cost() {
    send(PLACED, placed("de-1"));

    Result early = send(DEADLINE, deadline("de-1", System.currentTimeMillis() + 3_600_000));

    assertThat(early.status()).isEqualTo("retry");
    assertThat(early.retryClass()).isEqualTo("NOT_ATTEMPTED");
    assertThat(early.code()).isEqualTo("DEADLINE_NOT_REACHED");
    assertThat(early.delayMs()).isEqualTo(60_000);
    assertThat(text("de-1", "status")).isEqualTo("OPEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {PLACED, CREATED_V1, CREATED_V2})
  void order_that_comes_out_of_the_dead_letters_after_its_deadline_meets_the_tombstone(
      String subject) {
    String order = "df-" + subject;
    Result spoken = send(COMPLETED, paid(order));
    assertThat(spoken.subjects()).containsExactly(DEADLINE);
    Result expired = send(DEADLINE, deadline(order, PAST));
    assertThat(expired.subjects()).containsExactly("orders.cancelled.v1");

    Result late = send(subject, creation(subject, order));

    assertThat(late.status()).isEqualTo("ok");
    assertThat(late.events()).isEmpty();
    assertThat(send(subject, creation(subject, order)).events()).isEmpty();
    assertThat(text(order, "status")).isEqualTo("CANCELLED");
    assertThat(text(order, "customerId")).isEqualTo("customer-1");
    assertThat(send(COMPLETED, paid(order)).events()).isEqualTo(spoken.events());
  }

  @Test
  void deadline_of_an_unknown_order_leaves_a_tombstone() {
    Result expired = send(DEADLINE, deadline("dg-1", PAST));

    assertThat(expired.subjects()).containsExactly("orders.cancelled.v1");
    assertThat(send(DEADLINE, deadline("dg-1", PAST)).events()).isEqualTo(expired.events());
    assertThat(send(CREATED_V1, foreignCreated("dg-1")).events()).isEmpty();
    assertThat(send(COMPLETED, paid("dg-1")).events()).isEmpty();
    assertThat(text("dg-1", "status")).isEqualTo("CANCELLED");
  }

  @Test
  void twin_of_another_version_adopts_once_and_our_own_version_2_starts_nothing() {
    assertThat(send(CREATED_V2, foreignCreatedV2("dh-1")).subjects()).containsExactly(DEADLINE);
    Result twin = send(CREATED_V1, foreignCreated("dh-1"));
    assertThat(twin.status()).isEqualTo("ok");
    assertThat(twin.events()).isEmpty();

    Event ours = send(PLACED, placed("dh-2")).events().getFirst();
    Result back =
        invoke(
                BatchRequest.from("ORDERS")
                    .add(CREATED_V2, "application/x-protobuf", ours.data().toByteArray()))
            .only();

    assertThat(back.status()).isEqualTo("ok");
    assertThat(back.events()).isEmpty();
    assertThat(OrderFixture.number("dh-2", "version")).isEqualTo(1);
  }

  @Test
  void setting_is_in_seconds_and_zero_switches_deadlines_off() {
    assertThat(deadlineOf("0")).isZero();
    assertThat(deadlineOf("")).isEqualTo(Duration.ofMinutes(15));
    assertThat(deadlineOf("60")).isEqualTo(Duration.ofMinutes(1));
    assertThatThrownBy(() -> deadlineOf("1m"))
        .hasMessageContaining("ORDER_DEADLINE_SECONDS is '1m'")
        .hasMessageContaining("whole seconds");
  }

  private static Duration deadlineOf(String value) {
    Map<String, String> environment = Map.of("TABLE_NAME", "t", "ORDER_DEADLINE_SECONDS", value);
    return OrderSettings.fromEnvironment(environment::get).deadline();
  }

  private static Message creation(String subject, String order) {
    return switch (subject) {
      case PLACED -> placed(order);
      case CREATED_V1 -> foreignCreated(order);
      default -> foreignCreatedV2(order);
    };
  }

  private static Result send(String subject, Message payload) {
    return invoke(BatchRequest.from("ANY").add(subject, payload)).only();
  }
}
