package dev.triggerbridge.functions.audit;

/** Points the SDK's own settings at a local endpoint. Apart, because it must not start a server. */
final class AwsProperties {
  private AwsProperties() {}

  static void use(String s3Endpoint) {
    System.setProperty("aws.endpointUrlS3", s3Endpoint);
    System.setProperty("aws.region", "eu-central-1");
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "local");
  }
}
