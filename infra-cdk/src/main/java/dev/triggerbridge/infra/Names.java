package dev.triggerbridge.infra;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names of stacks and constructs, in one place. Physical names are left to CloudFormation. */
final class Names {
  static final String DATA_STACK = "TriggerBridgeData";
  static final String FUNCTIONS_STACK = "TriggerBridgeFunctions";
  static final String NATS_STACK = "TriggerBridgeNats";
  static final String BRIDGE_STACK = "TriggerBridgeBridge";
  static final String OBSERVABILITY_STACK = "TriggerBridgeObservability";

  /** The alias that is invoked: SnapStart works on published versions only. */
  static final String ALIAS = "live";

  private Names() {}

  /** {@code PAYMENT_GATEWAY_URL} and {@code payment-gateway-url} are {@code PaymentGatewayUrl}. */
  static String construct(String name) {
    return Arrays.stream(name.split("[^A-Za-z0-9]+", -1))
        .filter(word -> !word.isEmpty())
        .map(
            word ->
                word.substring(0, 1).toUpperCase(Locale.ROOT)
                    + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
