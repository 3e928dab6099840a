package dev.triggerbridge.events;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What every event must satisfy before it has an effect.
 *
 * <p>Protobuf has no required fields and skips unknown ones, so random bytes can decode to an empty
 * event: the required identifiers catch that. Identifiers become keys and header values, hence
 * their alphabet.
 */
public final class EventValidation {
  /** Longest identifier, in characters. */
  public static final int LONGEST_ID = 200;

  private static final Pattern ID = Pattern.compile("[!-~]{1," + LONGEST_ID + "}");
  private static final Set<String> REQUIRED_IDS = Set.of("message_id", "order_id", "customer_id");
  private static final Set<String> CUSTOMER_IS_OPTIONAL =
      Set.of("orders.v1.OrderConfirmed", "orders.v1.OrderCancelled");
  private static final Set<String> TIMES = Set.of("placed_at", "created_at", "deadline_at");

  private EventValidation() {}

  /**
   * Checks one decoded event.
   *
   * @throws InvalidEventException for the first rule that does not hold
   */
  public static void check(Message event) throws InvalidEventException {
    String currency = "";
    for (FieldDescriptor field : event.getDescriptorForType().getFields()) {
      String name = field.getName();
      Object value = event.getField(field);
      if (REQUIRED_IDS.contains(name)) {
        if (!(name.equals("customer_id") && isCustomerOptional(event) && "".equals(value))) {
          requireId(name, (String) value);
        }
      } else if (name.equals("total")) {
        requirePresent(event, field);
        currency = requireMoney(name, (Money) value);
      } else if (name.equals("amount") && event.hasField(field)) {
        requireMoney(name, (Money) value);
      } else if (name.equals("total_amount")) {
        requireAmount(name, (Double) value);
      } else if (name.equals("currency") && !((String) value).isEmpty()) {
        currency = (String) value;
        Currencies.requireFractionDigits(name, currency);
      } else if (TIMES.contains(name)) {
        requireTime(name, (Long) value);
      }
    }
    checkItems(event, currency);
  }

  static void requireAmount(String field, double amount) throws InvalidEventException {
    if (!Double.isFinite(amount) || amount < 0) {
      throw new InvalidEventException(
          "INVALID_AMOUNT", field, Double.toString(amount), "send a number of zero or more");
    }
  }

  private static boolean isCustomerOptional(Message event) {
    return CUSTOMER_IS_OPTIONAL.contains(event.getDescriptorForType().getFullName());
  }

  private static void requirePresent(Message event, FieldDescriptor field)
      throws InvalidEventException {
    if (!event.hasField(field)) {
      throw new InvalidEventException(
          "MISSING_FIELD", field.getName(), "", "send the amount with its currency");
    }
  }

  private static void requireId(String field, String value) throws InvalidEventException {
    if (value.isEmpty()) {
      throw new InvalidEventException("MISSING_FIELD", field, value, "send an identifier");
    }
    if (!ID.matcher(value).matches()) {
      throw new InvalidEventException(
          "INVALID_ID",
          field,
          value,
          "use 1 to " + LONGEST_ID + " printable ASCII characters without spaces");
    }
  }

  private static String requireMoney(String field, Money money) throws InvalidEventException {
    Currencies.requireFractionDigits(field + ".currency", money.getCurrency());
    if (money.getMinorUnits() < 0) {
      throw new InvalidEventException(
          "INVALID_AMOUNT",
          field + ".minor_units",
          Long.toString(money.getMinorUnits()),
          "send zero or more");
    }
    return money.getCurrency();
  }

  private static void requireTime(String field, long epochMillis) throws InvalidEventException {
    if (epochMillis < 0) {
      throw new InvalidEventException(
          "INVALID_TIME",
          field,
          Long.toString(epochMillis),
          "send milliseconds since 1970-01-01T00:00:00Z");
    }
  }

  private static void checkItems(Message event, String currency) throws InvalidEventException {
    Optional<FieldDescriptor> items =
        Optional.ofNullable(event.getDescriptorForType().findFieldByName("items"));
    if (items.isEmpty()) {
      return;
    }
    int index = 0;
    for (Object entry : (List<?>) event.getField(items.get())) {
      checkItem("items[" + index++ + "]", (LineItem) entry, currency);
    }
  }

  private static void checkItem(String path, LineItem item, String currency)
      throws InvalidEventException {
    requireId(path + ".sku", item.getSku());
    if (item.getQuantity() <= 0) {
      throw new InvalidEventException(
          "INVALID_QUANTITY",
          path + ".quantity",
          Long.toString(item.getQuantity()),
          "send one or more");
    }
    if (item.hasUnitPrice()) {
      String own = requireMoney(path + ".unit_price", item.getUnitPrice());
      if (!currency.isEmpty() && !own.equals(currency)) {
        throw new InvalidEventException(
            "CURRENCY_MISMATCH",
            path + ".unit_price.currency",
            own,
            "use the currency of the total, " + currency);
      }
    }
  }
}
