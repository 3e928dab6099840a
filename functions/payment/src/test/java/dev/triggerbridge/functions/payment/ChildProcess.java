package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.Invocations;
import java.util.Map;

/** The deployed handler in a process of its own that handles one message. */
final class ChildProcess {
  private ChildProcess() {}

  /** Settings as system properties, for this process too. */
  static Map<String, String> settings(String dynamoDb, String gateway) {
    return Map.of(
        "aws.endpointUrlDynamoDb", dynamoDb,
        "aws.region", "eu-central-1",
        "aws.accessKeyId", "local",
        "aws.secretAccessKey", "local",
        "TABLE_NAME", "payments",
        "PAYMENT_LEASE_SECONDS", "1",
        "PAYMENT_GATEWAY_URL", gateway);
  }

  static BatchRequest request(String what, String orderId) {
    return what.equals("cancel")
        ? BatchRequest.from("ORDERS").add("orders.cancelled.v1", Messages.cancelled(orderId))
        : BatchRequest.from("ORDERS").add("orders.created.v2", Messages.created(orderId));
  }

  public static void main(String[] arguments) {
    Invocations.invoke(new PaymentHandler(), request(arguments[0], arguments[1]));
  }
}
