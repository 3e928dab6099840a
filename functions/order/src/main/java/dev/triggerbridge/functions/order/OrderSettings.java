package dev.triggerbridge.functions.order;

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
 */
record OrderSettings(String tableName, String defaultCurrency, boolean publishCreatedV1) {

  static OrderSettings fromEnvironment(Function<String, @Nullable String> environment) {
    String table = environment.apply("TABLE_NAME");
    if (table == null || table.isBlank()) {
      throw new IllegalStateException("TABLE_NAME is not set: name the orders table");
    }
    String currency = environment.apply("DEFAULT_CURRENCY");
    return new OrderSettings(
        table,
        currency == null || currency.isBlank() ? "EUR" : currency,
        Boolean.parseBoolean(environment.apply("PUBLISH_ORDERS_CREATED_V1")));
  }
}
