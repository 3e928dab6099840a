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

  /** Tags of everything that can be tagged. */
  static final String PROJECT_TAG = "Project";

  static final String PROJECT = "trigger-bridge";
  static final String ENVIRONMENT_TAG = "Environment";
  static final String STACK_TAG = "Component";

  /** Where the bridge publishes metrics under the names that AWS's own mappings have. */
  static final String METRICS = "TriggerBridge";

  static final String MAPPING_DIMENSION = "Mapping";
  static final String PENDING_METRIC = "PendingMessages";
  static final String ACK_PENDING_METRIC = "AckPendingMessages";

  /** The zone in which the nodes of the NATS cluster have their names. */
  static final String NATS_ZONE = "trigger-bridge.internal";

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
