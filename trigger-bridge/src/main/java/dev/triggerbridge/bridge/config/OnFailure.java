package dev.triggerbridge.bridge.config;

/** Where dead letters go (AWS: DestinationConfig.OnFailure). */
public sealed interface OnFailure {
  /** A JetStream subject, exact. */
  record Subject(String subject) implements OnFailure {}

  /** An SQS queue, by its URL. */
  record Sqs(String queueUrl) implements OnFailure {}

  /** An SNS topic, by its ARN. */
  record Sns(String topicArn) implements OnFailure {}

  /** Objects in S3. */
  record S3(S3Location location) implements OnFailure {}
}
