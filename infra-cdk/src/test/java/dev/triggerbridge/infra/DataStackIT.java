package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.map;
import static dev.triggerbridge.infra.Synthesis.resources;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DataStackIT {
  @BeforeAll
  static void need_node() {
    Synthesis.assumeNode();
  }

  @Test
  void every_described_table_is_there_with_its_keys_and_expiry() {
    Map<String, Map<String, Object>> tables = tables();
    List<TableDefinition> described =
        Synthesis.descriptors().stream()
            .map(FunctionDescriptor::table)
            .filter(Objects::nonNull)
            .toList();

    assertThat(tables).hasSameSizeAs(described);
    for (TableDefinition definition : described) {
      Map<String, Object> properties = at(only(tables, definition.name()), "Properties");
      List<Object> keys = new ArrayList<>();
      keys.add(Map.of("AttributeName", definition.partitionKey(), "KeyType", "HASH"));
      if (definition.sortKey() != null) {
        keys.add(Map.of("AttributeName", definition.sortKey(), "KeyType", "RANGE"));
      }
      assertThat(properties).containsEntry("KeySchema", keys);
      if (definition.ttlAttribute() == null) {
        assertThat(properties).doesNotContainKey("TimeToLiveSpecification");
      } else {
        assertThat(at(properties, "TimeToLiveSpecification"))
            .containsEntry("AttributeName", definition.ttlAttribute())
            .containsEntry("Enabled", true);
      }
    }
  }

  @Test
  void every_table_is_on_demand_recoverable_protected_and_outlives_the_stack_in_prod() {
    Synthesis.PROD
        .resourcesOf(Names.DATA_STACK, "AWS::DynamoDB::Table")
        .forEach(
            (id, table) -> {
              assertThat(table)
                  .as(id)
                  .containsEntry("DeletionPolicy", "Retain")
                  .containsEntry("UpdateReplacePolicy", "Retain");
              assertThat(at(table, "Properties"))
                  .as(id)
                  .containsEntry("BillingMode", "PAY_PER_REQUEST")
                  .containsEntry("DeletionProtectionEnabled", true)
                  .doesNotContainKeys("StreamSpecification", "TableName");
              assertThat(at(table, "Properties", "PointInTimeRecoverySpecification"))
                  .as(id)
                  .containsEntry("PointInTimeRecoveryEnabled", true);
            });
  }

  @Test
  void every_table_goes_with_the_stack_in_dev_and_is_recoverable_until_then() {
    tables()
        .forEach(
            (id, table) -> {
              assertThat(table).as(id).containsEntry("DeletionPolicy", "Delete");
              assertThat(at(table, "Properties"))
                  .as(id)
                  .containsEntry("DeletionProtectionEnabled", false);
              assertThat(at(table, "Properties", "PointInTimeRecoverySpecification"))
                  .as(id)
                  .containsEntry("PointInTimeRecoveryEnabled", true);
            });
  }

  @Test
  void audit_can_be_deleted_in_dev_by_who_may_bypass_governance_and_the_output_says_how() {
    Map<String, Object> bucket = only(buckets(), "audit");

    assertThat(bucket).containsEntry("DeletionPolicy", "Delete");
    assertThat(at(bucket, "Properties", "ObjectLockConfiguration", "Rule", "DefaultRetention"))
        .containsEntry("Mode", "GOVERNANCE")
        .containsEntry("Days", 1);
    assertThat(output(Synthesis.DEV)).contains("empty-bucket");
  }

  @Test
  void audit_bucket_is_locked_for_everybody_versioned_private_and_outlives_the_stack_in_prod() {
    Map<String, Object> bucket =
        only(Synthesis.PROD.resourcesOf(Names.DATA_STACK, "AWS::S3::Bucket"), "audit");

    assertThat(bucket)
        .containsEntry("DeletionPolicy", "Retain")
        .containsEntry("UpdateReplacePolicy", "Retain");
    Map<String, Object> properties = at(bucket, "Properties");
    assertThat(properties).containsEntry("ObjectLockEnabled", true);
    assertThat(at(properties, "ObjectLockConfiguration", "Rule", "DefaultRetention"))
        .containsEntry("Mode", "COMPLIANCE")
        .containsEntry("Days", 365);
    assertThat(output(Synthesis.PROD)).contains("Nobody can delete");
    assertThat(at(properties, "VersioningConfiguration")).containsEntry("Status", "Enabled");
    assertThat(at(properties, "PublicAccessBlockConfiguration"))
        .containsOnlyKeys(
            "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
        .allSatisfy((name, blocked) -> assertThat(blocked).as(name).isEqualTo(true));
    assertThat(properties).containsKey("BucketEncryption");
  }

  @Test
  void audit_bucket_refuses_everything_without_tls() {
    List<?> statements =
        (List<?>)
            value(
                at(
                    only(resources(Names.DATA_STACK, "AWS::S3::BucketPolicy"), "audit"),
                    "Properties",
                    "PolicyDocument"),
                "Statement");

    assertThat(statements)
        .map(Synthesis::map)
        .anySatisfy(
            statement ->
                assertThat(statement)
                    .containsEntry("Effect", "Deny")
                    .containsEntry("Action", "s3:*")
                    .containsEntry(
                        "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false"))))
        .anySatisfy(
            statement ->
                assertThat(statement)
                    .containsEntry("Effect", "Deny")
                    .containsEntry(
                        "Condition", Map.of("NumericLessThan", Map.of("s3:TlsVersion", 1.2))));
  }

  @Test
  void nothing_else_is_in_the_stack() {
    assertThat(Synthesis.section(Names.DATA_STACK, "Resources").values())
        .map(resource -> value(map(resource), "Type"))
        .containsOnly("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::S3::BucketPolicy");
  }

  @Test
  void access_to_the_audit_is_logged_to_a_private_bucket() {
    Map<String, Object> logs = only(buckets(), "access-logs");

    assertThat(at(only(buckets(), "audit"), "Properties", "LoggingConfiguration"))
        .containsKey("DestinationBucketName");
    assertThat(at(logs, "Properties", "PublicAccessBlockConfiguration"))
        .allSatisfy((name, blocked) -> assertThat(blocked).as(name).isEqualTo(true));
  }

  private static String output(Synthesis environment) {
    return value(
            at(environment.sectionOf(Names.DATA_STACK, "Outputs"), "AuditBucketName"),
            "Description")
        .toString();
  }

  private static Map<String, Map<String, Object>> tables() {
    return resources(Names.DATA_STACK, "AWS::DynamoDB::Table");
  }

  private static Map<String, Map<String, Object>> buckets() {
    return resources(Names.DATA_STACK, "AWS::S3::Bucket");
  }

  private static Map<String, Object> only(Map<String, Map<String, Object>> resources, String name) {
    List<Map<String, Object>> found =
        resources.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(Names.construct(name)))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }
}
