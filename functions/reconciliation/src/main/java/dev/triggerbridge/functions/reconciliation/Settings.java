package dev.triggerbridge.functions.reconciliation;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where gateway and table are. */
record Settings(String table, String gateway, String apiKey) {
  static final String TABLE_VARIABLE = "PAYMENTS_TABLE_NAME";
  private static final String GATEWAY_VARIABLE = "PAYMENT_GATEWAY_URL";
  private static final String KEY_VARIABLE = "PAYMENT_GATEWAY_API_KEY";
  private static final String STRIPE = "https://api.stripe.com";

  /**
   * Reads and checks.
   *
   * @param gateway null for what the environment says
   * @throws IllegalArgumentException naming the variable or option, its value and the remedy
   */
  static Settings of(Map<String, String> environment, String table, @Nullable String gateway) {
    String url =
        (gateway == null ? environment.getOrDefault(GATEWAY_VARIABLE, STRIPE) : gateway)
            .replaceAll("/+$", "");
    if (!url.matches("https?://[^/]+.*")) {
      throw new IllegalArgumentException(
          "gateway is '%s': give an address such as %s with --gateway or %s"
              .formatted(url, STRIPE, GATEWAY_VARIABLE));
    }
    String key = environment.getOrDefault(KEY_VARIABLE, "");
    if (url.equals(STRIPE) && key.isBlank()) {
      throw new IllegalArgumentException(
          KEY_VARIABLE + " is not set: set it to a key that may read, or give --gateway");
    }
    return new Settings(table, url, key);
  }

  DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }

  Reconciliation reconciliation(DynamoDbClient dynamoDb, Clock clock, Limits limits) {
    return new Reconciliation(
        new GatewayBooks(gateway, apiKey), new PaymentRows(dynamoDb, table), clock, limits);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Settings[table %s, gateway %s]".formatted(table, gateway);
  }
}
