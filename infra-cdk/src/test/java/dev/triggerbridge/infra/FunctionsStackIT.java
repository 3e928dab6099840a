package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.map;
import static dev.triggerbridge.infra.Synthesis.resources;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsStackIT {
  @BeforeAll
  static void need_node() {
    Synthesis.assumeNode();
  }

  static List<FunctionDescriptor> descriptors() {
    return Synthesis.descriptors();
  }

  @Test
  void the_four_functions_are_there_and_no_other() {
    assertThat(Synthesis.descriptors())
        .extracting(FunctionDescriptor::name)
        .containsExactly("audit", "inventory", "order", "payment");
    assertThat(resources(Names.FUNCTIONS_STACK, "AWS::Lambda::Function")).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void function_is_what_its_descriptor_says(FunctionDescriptor descriptor) {
    Map<String, Object> properties = at(function(descriptor), "Properties");

    assertThat(properties)
        .containsEntry("Runtime", "java25")
        .containsEntry("Architectures", List.of("arm64"))
        .containsEntry("Handler", descriptor.handler())
        .containsEntry("MemorySize", descriptor.memoryMb())
        .containsEntry("Timeout", descriptor.timeoutSeconds())
        .containsEntry(
            "LoggingConfig",
            Map.of(
                "LogFormat", "JSON",
                "ApplicationLogLevel", "INFO",
                "SystemLogLevel", "INFO",
                "LogGroup", Map.of("Ref", of(descriptor, "AWS::Logs::LogGroup").getKey())))
        .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"));
    assertThat(at(properties, "Code")).containsKeys("S3Bucket", "S3Key");
    assertThat(at(properties, "Environment", "Variables"))
        .containsAllEntriesOf(descriptor.environment())
        .containsEntry("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
  }

  @Test
  void concurrency_is_reserved_in_prod_and_not_in_dev_which_fits_a_new_account() {
    assertThat(Synthesis.PROD.resourcesOf(Names.FUNCTIONS_STACK, "AWS::Lambda::Function").values())
        .extracting(function -> at(function, "Properties").get("ReservedConcurrentExecutions"))
        .containsExactlyInAnyOrderElementsOf(
            descriptors().stream().map(FunctionDescriptor::reservedConcurrency).toList());
    assertThat(resources(Names.FUNCTIONS_STACK, "AWS::Lambda::Function").values())
        .allSatisfy(
            function ->
                assertThat(at(function, "Properties"))
                    .doesNotContainKey("ReservedConcurrentExecutions"));
  }

  @Test
  void new_version_gets_a_tenth_of_the_invocations_first_and_goes_back_on_an_alarm_in_prod() {
    Map<String, Map<String, Object>> alarms =
        Synthesis.PROD.resourcesOf(Names.FUNCTIONS_STACK, "AWS::CloudWatch::Alarm");
    Map<String, Map<String, Object>> rollouts =
        Synthesis.PROD.resourcesOf(Names.FUNCTIONS_STACK, "AWS::CodeDeploy::DeploymentGroup");

    assertThat(rollouts).hasSameSizeAs(descriptors());
    rollouts.forEach(
        (id, rollout) -> {
          Map<String, Object> properties = at(rollout, "Properties");
          assertThat(properties)
              .as(id)
              .containsEntry(
                  "DeploymentConfigName", "CodeDeployDefault.LambdaCanary10Percent5Minutes");
          assertThat(at(properties, "AutoRollbackConfiguration"))
              .containsEntry("Enabled", true)
              .extractingByKey("Events")
              .isEqualTo(
                  List.of(
                      "DEPLOYMENT_FAILURE",
                      "DEPLOYMENT_STOP_ON_REQUEST",
                      "DEPLOYMENT_STOP_ON_ALARM"));
          assertThat(BridgeTemplate.list(at(properties, "AlarmConfiguration"), "Alarms"))
              .hasSize(2)
              .allSatisfy(
                  alarm -> assertThat(alarms).containsKey(value(at(alarm, "Name"), "Ref") + ""));
        });
    assertThat(Synthesis.PROD.resourcesOf(Names.FUNCTIONS_STACK, "AWS::Lambda::Alias").values())
        .allSatisfy(
            alias ->
                assertThat(at(alias, "UpdatePolicy")).containsKey("CodeDeployLambdaAliasUpdate"));
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void alarms_watch_errors_of_the_alias_and_invocations_that_nearly_run_out_of_time(
      FunctionDescriptor descriptor) {
    List<Map<String, Object>> alarms =
        resources(Names.FUNCTIONS_STACK, "AWS::CloudWatch::Alarm").entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(Names.construct(descriptor.name())))
            .map(entry -> at(entry.getValue(), "Properties"))
            .toList();

    assertThat(alarms)
        .extracting(alarm -> alarm.get("MetricName"))
        .containsExactlyInAnyOrder("Errors", "Duration");
    assertThat(alarms)
        .filteredOn("MetricName", "Duration")
        .singleElement()
        .satisfies(
            alarm ->
                assertThat(((Number) value(alarm, "Threshold")).longValue())
                    .isEqualTo(descriptor.timeoutSeconds() * 900L));
    assertThat(alarms)
        .allSatisfy(
            alarm ->
                assertThat(BridgeTemplate.list(alarm, "Dimensions"))
                    .extracting(dimension -> dimension.get("Name"))
                    .containsExactlyInAnyOrder("FunctionName", "Resource"));
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void deployment_must_give_every_variable_that_differs(FunctionDescriptor descriptor) {
    for (String variable : descriptor.deploymentVariables()) {
      String parameter = Names.construct(descriptor.name()) + Names.construct(variable);
      assertThat(at(function(descriptor), "Properties", "Environment", "Variables"))
          .containsEntry(variable, Map.of("Ref", parameter));
      assertThat(at(Synthesis.section(Names.FUNCTIONS_STACK, "Parameters"), parameter))
          .containsEntry("Type", "String")
          .doesNotContainKey("Default");
    }
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void alias_live_points_to_a_published_version(FunctionDescriptor descriptor) {
    Map<String, Object> alias = at(of(descriptor, "AWS::Lambda::Alias").getValue(), "Properties");
    Map.Entry<String, Map<String, Object>> version = of(descriptor, "AWS::Lambda::Version");

    assertThat(alias)
        .containsEntry("Name", "live")
        .containsEntry(
            "FunctionVersion", Map.of("Fn::GetAtt", List.of(version.getKey(), "Version")));
    assertThat(version.getValue()).containsEntry("DeletionPolicy", "Retain");
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void logs_are_kept_for_a_month_in_a_group_of_the_functions_own(FunctionDescriptor descriptor) {
    Map.Entry<String, Map<String, Object>> group = of(descriptor, "AWS::Logs::LogGroup");

    assertThat(at(group.getValue(), "Properties")).containsEntry("RetentionInDays", 30);
    assertThat(at(function(descriptor), "Properties", "LoggingConfig"))
        .containsEntry("LogGroup", Map.of("Ref", group.getKey()));
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void role_is_for_lambda_and_has_no_managed_policy(FunctionDescriptor descriptor) {
    Map.Entry<String, Map<String, Object>> role = of(descriptor, "AWS::IAM::Role");

    assertThat(at(role.getValue(), "Properties"))
        .doesNotContainKeys("ManagedPolicyArns", "Policies");
    assertThat(value(at(role.getValue(), "Properties", "AssumeRolePolicyDocument"), "Statement"))
        .isEqualTo(
            List.of(
                Map.of(
                    "Action", "sts:AssumeRole",
                    "Effect", "Allow",
                    "Principal", Map.of("Service", "lambda.amazonaws.com"))));
    assertThat(at(function(descriptor), "Properties"))
        .containsEntry("Role", Map.of("Fn::GetAtt", List.of(role.getKey(), "Arn")));
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void role_allows_the_functions_own_data_and_log_and_nothing_else(FunctionDescriptor descriptor) {
    List<Map<String, Object>> statements =
        ((List<?>)
                value(
                    at(
                        of(descriptor, "AWS::IAM::Policy").getValue(),
                        "Properties",
                        "PolicyDocument"),
                    "Statement"))
            .stream().map(Synthesis::map).toList();

    assertThat(statements).hasSize(2).allSatisfy(FunctionsStackIT::assertExact);
    assertThat(statements.get(0)).containsEntry("Action", FunctionRole.LOG_ACTIONS);
    assertThat(value(statements.get(0), "Resource").toString())
        .contains(of(descriptor, "AWS::Logs::LogGroup").getKey());
    String resource = value(statements.get(1), "Resource").toString();
    if (descriptor.table() == null) {
      assertThat(statements.get(1)).containsEntry("Action", FunctionRole.BUCKET_ACTIONS);
      assertThat(resource).contains(logicalIdOfData(descriptor, "BUCKET_NAME")).endsWith("/*]]}");
    } else {
      assertThat(statements.get(1)).containsEntry("Action", FunctionRole.TABLE_ACTIONS);
      assertThat(resource).contains(logicalIdOfData(descriptor, "TABLE_NAME")).doesNotContain("*");
    }
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void output_tells_what_the_bridge_invokes(FunctionDescriptor descriptor) {
    assertThat(
            at(
                Synthesis.section(Names.FUNCTIONS_STACK, "Outputs"),
                Names.construct(descriptor.name()) + "FunctionArn"))
        .containsEntry("Value", Map.of("Ref", of(descriptor, "AWS::Lambda::Alias").getKey()));
  }

  @Test
  void nothing_else_is_in_the_stack() {
    assertThat(Synthesis.section(Names.FUNCTIONS_STACK, "Resources").values())
        .map(resource -> value(map(resource), "Type"))
        .containsOnly(
            "AWS::CloudWatch::Alarm",
            "AWS::CodeDeploy::Application",
            "AWS::CodeDeploy::DeploymentGroup",
            "AWS::Lambda::Function",
            "AWS::Lambda::Version",
            "AWS::Lambda::Alias",
            "AWS::Logs::LogGroup",
            "AWS::IAM::Role",
            "AWS::IAM::Policy");
  }

  private static void assertExact(Map<String, Object> statement) {
    assertThat(statement).containsEntry("Effect", "Allow").doesNotContainKey("Condition");
    assertThat((List<?>) value(statement, "Action"))
        .allSatisfy(action -> assertThat(action.toString()).doesNotContain("*"));
    assertThat(value(statement, "Resource")).isNotEqualTo("*").isNotInstanceOf(List.class);
  }

  // The construct that the data's name is imported from, for example PaymentsTableA1B2C3D4.
  private static String logicalIdOfData(FunctionDescriptor descriptor, String variable) {
    String imported =
        value(
                at(function(descriptor), "Properties", "Environment", "Variables", variable),
                "Fn::ImportValue")
            .toString();
    return imported
        .substring(imported.indexOf("Ref") + "Ref".length())
        .replaceFirst("........$", "");
  }

  private static Map<String, Object> function(FunctionDescriptor descriptor) {
    return of(descriptor, "AWS::Lambda::Function").getValue();
  }

  private static Map.Entry<String, Map<String, Object>> of(
      FunctionDescriptor descriptor, String type) {
    List<Map.Entry<String, Map<String, Object>>> found =
        resources(Names.FUNCTIONS_STACK, type).entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(Names.construct(descriptor.name())))
            .filter(entry -> !entry.getKey().contains("Rollout"))
            .toList();
    assertThat(found).as("%s of %s", type, descriptor.name()).hasSize(1);
    return found.getFirst();
  }
}
