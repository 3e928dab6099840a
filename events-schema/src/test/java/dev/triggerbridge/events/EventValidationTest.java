package dev.triggerbridge.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventValidationTest {
  private static final String IDS = "message_id:'m' order_id:'o' customer_id:'c' ";
  private static final String TOTAL = "total{minor_units:100 currency:'EUR'} ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "message_id:\"m\" customer_id:\"c\" | order_id | MISSING_FIELD",
        "order_id:\"o\" customer_id:\"c\" | message_id | MISSING_FIELD",
        "message_id:\"m\" order_id:\"o\" | customer_id | MISSING_FIELD",
        "message_id:\"m\" order_id:\"a b\" | order_id | INVALID_ID",
        "IDS | total | MISSING_FIELD",
        "IDS total{currency:\"EUR\" minor_units:-1} | total.minor_units | INVALID_AMOUNT",
        "IDS total{minor_units:1} | total.currency | UNKNOWN_CURRENCY",
        "IDS total{minor_units:1 currency:\"ZZZ\"} | total.currency | UNKNOWN_CURRENCY",
        "IDS TOTAL items{quantity:1} | items[0].sku | MISSING_FIELD",
        "IDS TOTAL items{sku:\"s\"} | items[0].quantity | INVALID_QUANTITY",
        "IDS TOTAL items{sku:\"s\" quantity:-2} | items[0].quantity | INVALID_QUANTITY",
        "IDS TOTAL items{sku:\"s\" quantity:1 unit_price{currency:\"USD\"}} |"
            + " items[0].unit_price.currency | CURRENCY_MISMATCH",
        "IDS TOTAL placed_at:-5 | placed_at | INVALID_TIME"
      })
  void placed_order_with_a_bad_field_is_rejected_by_its_name(String text, String field, String code)
      throws Exception {
    OrderPlaced order = placed(text);
    assertThatThrownBy(() -> EventValidation.check(order))
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.code()).isEqualTo(code);
            })
        .hasMessageStartingWith(field + " is ");
  }

  @Test
  void good_orders_pass() throws Exception {
    OrderPlaced placed =
        placed("IDS TOTAL items{sku:\"s\" quantity:2 unit_price{currency:\"EUR\"}}");
    OrderCreated reference =
        TextFormat.parse(IDS + "total_amount:1.5 created_at:1", OrderCreated.class);
    OrderCancelled cancelled =
        TextFormat.parse("message_id:'m' order_id:'o'", OrderCancelled.class);
    for (Message event : new Message[] {placed, reference, cancelled}) {
      assertThatCode(() -> EventValidation.check(event)).doesNotThrowAnyException();
    }
  }

  @Test
  void random_bytes_that_decode_are_rejected_for_their_missing_identifiers() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    EventType type = SubjectCatalogue.bySubject("orders.placed.v1").orElseThrow();
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(1, 24)];
      random.nextBytes(bytes);
      assertThatThrownBy(() -> EventValidation.check(EventCodec.decode(type, null, bytes)))
          .isInstanceOf(InvalidEventException.class);
    }
  }

  private static OrderPlaced placed(String text) throws TextFormat.ParseException {
    return TextFormat.parse(text.replace("IDS", IDS).replace("TOTAL", TOTAL), OrderPlaced.class);
  }
}
