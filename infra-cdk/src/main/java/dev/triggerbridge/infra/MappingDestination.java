package dev.triggerbridge.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sqs.IQueue;

/**
 * Something of AWS that a mapping writes to: where it is, and exactly the rights for that. CDK's
 * own grants allow more, for example reading a queue's attributes.
 *
 * @param property of the mapping
 * @param kind the property's own property, for example {@code sqs}
 * @param address as the bridge's configuration writes it
 * @param actions on the resource
 * @param resource ARN
 * @param key that the resource is encrypted with, if it is one of the account's
 * @param keyActions on that key
 */
record MappingDestination(
    String property,
    String kind,
    String address,
    List<String> actions,
    String resource,
    @Nullable IKey key,
    List<String> keyActions) {
  private static final String ON_FAILURE = "onFailure";
  private static final List<String> WRITE_ENCRYPTED = List.of("kms:GenerateDataKey", "kms:Decrypt");

  static MappingDestination queue(IQueue queue) {
    return new MappingDestination(
        ON_FAILURE,
        "sqs",
        queue.getQueueUrl(),
        List.of("sqs:SendMessage"),
        queue.getQueueArn(),
        queue.getEncryptionMasterKey(),
        WRITE_ENCRYPTED);
  }

  static MappingDestination topic(ITopic topic, @Nullable IKey key) {
    return new MappingDestination(
        ON_FAILURE,
        "sns",
        topic.getTopicArn(),
        List.of("sns:Publish"),
        topic.getTopicArn(),
        key,
        WRITE_ENCRYPTED);
  }

  static MappingDestination bucket(IBucket bucket, String prefix) {
    return inBucket(ON_FAILURE, bucket, prefix);
  }

  static MappingDestination claimCheck(IBucket bucket, String prefix) {
    return inBucket("claimCheck", bucket, prefix);
  }

  /** What is there already is read, to compare it. */
  private static MappingDestination inBucket(String property, IBucket bucket, String prefix) {
    return new MappingDestination(
        property,
        "s3",
        "s3://%s/%s".formatted(bucket.getBucketName(), prefix),
        List.of("s3:PutObject", "s3:GetObject"),
        bucket.arnForObjects(prefix + "/*"),
        bucket.getEncryptionKey(),
        WRITE_ENCRYPTED);
  }

  void grantTo(IRole role) {
    role.addToPrincipalPolicy(allow(actions, resource));
    if (key != null) {
      role.addToPrincipalPolicy(allow(keyActions, key.getKeyArn()));
    }
  }

  private static PolicyStatement allow(List<String> actions, String resource) {
    return PolicyStatement.Builder.create().actions(actions).resources(List.of(resource)).build();
  }
}
