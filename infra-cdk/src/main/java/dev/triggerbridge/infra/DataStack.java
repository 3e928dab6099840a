package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.BucketDefinition;
import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.TableDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * Everything that holds data, apart from the functions: those can be torn down and made again, this
 * outlives its stack in prod.
 */
final class DataStack extends Stack {
  private static final Duration ACCESS_LOGS_KEPT = Duration.days(90);

  private final Environment environment;
  private final Map<String, Table> tables = new HashMap<>();
  private final Map<String, Bucket> buckets = new HashMap<>();

  DataStack(Construct scope, List<FunctionDescriptor> descriptors) {
    super(scope, Names.DATA_STACK);
    environment = Environment.of(this);
    for (FunctionDescriptor descriptor : descriptors) {
      TableDefinition table = descriptor.table();
      if (table != null) {
        tables.put(descriptor.name(), table(table));
      }
      BucketDefinition bucket = descriptor.bucket();
      if (bucket != null) {
        buckets.put(descriptor.name(), bucket(bucket));
      }
    }
  }

  /** The table that a function owns. */
  Optional<Table> tableOf(FunctionDescriptor descriptor) {
    return Optional.ofNullable(tables.get(descriptor.name()));
  }

  /** The bucket that a function owns. */
  Optional<Bucket> bucketOf(FunctionDescriptor descriptor) {
    return Optional.ofNullable(buckets.get(descriptor.name()));
  }

  private Table table(TableDefinition definition) {
    Table.Builder table =
        Table.Builder.create(this, Names.construct(definition.name()) + "Table")
            .partitionKey(key(definition.partitionKey()))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .deletionProtection(environment.isProtected())
            .removalPolicy(environment.data());
    String sortKey = definition.sortKey();
    if (sortKey != null) {
      table.sortKey(key(sortKey));
    }
    String ttlAttribute = definition.ttlAttribute();
    if (ttlAttribute != null) {
      table.timeToLiveAttribute(ttlAttribute);
    }
    return table.build();
  }

  private static Attribute key(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }

  /**
   * Encrypted with keys of S3 and not of ours: whoever could delete such a key could delete the
   * audit, locked or not (ADR 18).
   */
  private Bucket bucket(BucketDefinition definition) {
    String name = Names.construct(definition.name());
    Bucket bucket =
        privateBucket(name + "Bucket")
            .versioned(true)
            .objectLockEnabled(true)
            .objectLockDefaultRetention(environment.auditRetention())
            .serverAccessLogsBucket(
                privateBucket("AccessLogsOf" + name)
                    .lifecycleRules(
                        List.of(LifecycleRule.builder().expiration(ACCESS_LOGS_KEPT).build()))
                    .build())
            .build();
    CfnOutput.Builder.create(this, name + "BucketName")
        .description(tearDown())
        .value(bucket.getBucketName())
        .build();
    return bucket;
  }

  private Bucket.Builder privateBucket(String id) {
    return Bucket.Builder.create(this, id)
        .encryption(BucketEncryption.S3_MANAGED)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .removalPolicy(environment.data());
  }

  private String tearDown() {
    return environment == Environment.PROD
        ? "Outlives this stack. Nobody can delete an object before it is 365 days old, the root user"
            + " included; it costs until then"
        : "Goes with this stack once it is empty: run infra-cdk/empty-bucket first, which needs"
            + " s3:BypassGovernanceRetention";
  }
}
