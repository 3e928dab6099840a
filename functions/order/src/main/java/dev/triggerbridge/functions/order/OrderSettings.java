package dev.triggerbridge.functions.order;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order function's settings.
 *
 * @param tableName from {@code TABLE_NAME}, required
 * @param defaultCurrency of {@code orders.created.v1} without one, from {@code DEFAULT_CURRENCY},
 *     else EUR
 * @param publishCreatedV1 whether {@code orders.created.v1} is published beside v2, from {@code
 *     PUBLISH_ORDERS_CREATED_V1}, else false
 * @param deadline after how long an order that is still open is cancelled, from {@code
 *     ORDER_DEADLINE_SECONDS}, else 15 minutes; zero for never. It needs a bridge with {@code
 *     delayedEvents}, and must be longer than payment and inventory take on a bad day: a slow
 *     answer costs the customer the order
 */
record OrderSettings(
    String tableName, String defaultCurrency, boolean publishCreatedV1, Duration deadline) {
  private static final String DEADLINE = "ORDER_DEADLINE_SECONDS";
  private static final String QUARTER_OF_AN_HOUR = "900";

  static OrderSettings fromEnvironment(Function<String, @Nullable String> environment) {
    String table = environment.apply("TABLE_NAME");
    if (table == null || table.isBlank()) {
      throw new IllegalStateException("TABLE_NAME is not set: name the orders table");
    }
    return new OrderSettings(
        table,
        text(environment, "DEFAULT_CURRENCY", "EUR"),
        Boolean.parseBoolean(environment.apply("PUBLISH_ORDERS_CREATED_V1")),
        deadline(text(environment, DEADLINE, QUARTER_OF_AN_HOUR)));
  }

  private static Duration deadline(String seconds) {
    if (!seconds.matches("\\d{1,9}")) {
      throw new IllegalStateException(
          "%s is '%s': give whole seconds, or 0 for no deadline".formatted(DEADLINE, seconds));
    }
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  private static String text(
      Function<String, @Nullable String> environment, String name, String otherwise) {
    String value = environment.apply(name);
    return value == null || value.isBlank() ? otherwise : value;
  }
}
