package dev.triggerbridge.functions.inventory;

/** Points the SDK's own settings at a local endpoint. Apart, because it must not start a server. */
final class LocalAws {
  private LocalAws() {}

  static void use(String dynamoDbEndpoint) {
    System.setProperty("aws.endpointUrlDynamoDb", dynamoDbEndpoint);
    System.setProperty("aws.region", "eu-central-1");
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "local");
  }
}
