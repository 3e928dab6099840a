package dev.triggerbridge.functions.payment;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says.
 *
 * @param tableName {@code TABLE_NAME}
 * @param gateway {@code PAYMENT_GATEWAY_URL}, without a trailing slash
 * @param apiKey {@code PAYMENT_GATEWAY_API_KEY}, the gateway's secret key; empty for a gateway that
 *     wants none. Never logged
 * @param defaultCurrency {@code DEFAULT_CURRENCY}, for orders.created.v1 without one; default EUR
 * @param readTimeout {@code PAYMENT_GATEWAY_TIMEOUT_MS}, how long to wait for an answer of the
 *     gateway; default 5 s
 * @param lease {@code PAYMENT_LEASE_SECONDS}, how long one execution has the right to call the
 *     gateway for an order; default 15 s. Too short costs conflicts at the gateway, too long delays
 *     the recovery from a crash; neither can cost money
 * @param keyHorizon {@code PAYMENT_KEY_HORIZON_HOURS}, how long the key of a refund is repeated;
 *     default 23 h, an hour less than gateways keep keys. A charge needs no such limit: it is
 *     repeated by its identity
 */
record PaymentSettings(
    String tableName,
    URI gateway,
    String apiKey,
    String defaultCurrency,
    Duration readTimeout,
    Duration lease,
    Duration keyHorizon) {
  /** How long to wait for a connection to the gateway. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /** Without the secret. */
  @Override
  public String toString() {
    return "PaymentSettings[table %s, gateway %s, timeout %s, lease %s]"
        .formatted(tableName, gateway, readTimeout, lease);
  }

  /**
   * Reads and checks.
   *
   * @param environment gives a variable's value, or null
   * @throws IllegalStateException naming the variable, its value and the remedy
   */
  static PaymentSettings fromEnvironment(Function<String, @Nullable String> environment) {
    return new PaymentSettings(
        required(environment, "TABLE_NAME", "payments"),
        URI.create(
            required(environment, "PAYMENT_GATEWAY_URL", "https://gateway.example")
                .replaceAll("/+$", "")),
        text(environment, "PAYMENT_GATEWAY_API_KEY", ""),
        text(environment, "DEFAULT_CURRENCY", "EUR"),
        Duration.ofMillis(number(environment, "PAYMENT_GATEWAY_TIMEOUT_MS", 5_000)),
        Duration.ofSeconds(number(environment, "PAYMENT_LEASE_SECONDS", 15)),
        Duration.ofHours(number(environment, "PAYMENT_KEY_HORIZON_HOURS", 23)));
  }

  private static String required(
      Function<String, @Nullable String> environment, String name, String example) {
    String value = environment.apply(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(
          "%s is not set: set it, for example to %s".formatted(name, example));
    }
    return value;
  }

  private static String text(
      Function<String, @Nullable String> environment, String name, String otherwise) {
    String value = environment.apply(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  private static long number(
      Function<String, @Nullable String> environment, String name, long otherwise) {
    String value = text(environment, name, Long.toString(otherwise));
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw new IllegalStateException(
          "%s is '%s': give a whole number above 0".formatted(name, value));
    }
    return Long.parseLong(value);
  }
}
