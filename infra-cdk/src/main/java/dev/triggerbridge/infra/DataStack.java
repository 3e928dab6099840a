package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.BucketDefinition;
import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.TableDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.ObjectLockRetention;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * Everything that holds data, apart from the functions: those can be torn down and made again, this
 * outlives its stack.
 */
final class DataStack extends Stack {
  private static final Duration AUDIT_RETENTION = Duration.days(365);

  private final Map<String, Table> tables = new HashMap<>();
  private final Map<String, Bucket> buckets = new HashMap<>();

  DataStack(Construct scope, List<FunctionDescriptor> descriptors) {
    super(scope, Names.DATA_STACK);
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
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN);
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

  private Bucket bucket(BucketDefinition definition) {
    return Bucket.Builder.create(this, Names.construct(definition.name()) + "Bucket")
        .versioned(true)
        .objectLockEnabled(true)
        .objectLockDefaultRetention(ObjectLockRetention.governance(AUDIT_RETENTION))
        .encryption(BucketEncryption.S3_MANAGED)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .removalPolicy(RemovalPolicy.RETAIN)
        .build();
  }
}
