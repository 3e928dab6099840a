package dev.triggerbridge.local.system.stack;

import dev.triggerbridge.local.aws.LocalCredentials;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the servers listen; all on loopback.
 *
 * @param nats NATS
 * @param dynamoDb DynamoDB Local
 * @param s3 S3
 * @param lambda Lambda's Invoke API
 * @param gateway the payment gateway
 * @param bridge health, metrics and console of the bridge
 */
public record Addresses(URI nats, URI dynamoDb, URI s3, URI lambda, URI gateway, URI bridge) {

  /** The addresses as environment variables that clients and the AWS SDKs understand. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("NATS_URL", nats.toString());
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    variables.put("AWS_ENDPOINT_URL_S3", s3.toString());
    variables.put("AWS_ENDPOINT_URL_LAMBDA", lambda.toString());
    variables.put("PAYMENT_GATEWAY_URL", gateway.toString());
    variables.put("BRIDGE_URL", bridge.toString());
    variables.putAll(credentials());
    return variables;
  }

  /** Region and credentials that the local services accept. */
  public static Map<String, String> credentials() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_REGION", LocalCredentials.REGION);
    variables.put("AWS_DEFAULT_REGION", LocalCredentials.REGION);
    variables.put("AWS_ACCESS_KEY_ID", LocalCredentials.KEY_ID);
    variables.put("AWS_SECRET_ACCESS_KEY", LocalCredentials.SECRET);
    return variables;
  }
}
