package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * A function's role. AWS's managed policies and CDK's grants allow more than the functions do, for
 * example deleting; here every action is one that a function calls.
 */
final class FunctionRole {
  /** A transaction needs nothing but the actions of its items. */
  static final List<String> TABLE_ACTIONS =
      List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem");

  /** It reads what it has written to compare it; names are made of contents, so it never lists. */
  static final List<String> BUCKET_ACTIONS = List.of("s3:GetObject", "s3:PutObject");

  static final List<String> LOG_ACTIONS = List.of("logs:CreateLogStream", "logs:PutLogEvents");

  private FunctionRole() {}

  static Role create(
      Construct scope, FunctionDescriptor descriptor, DataStack data, LogGroup logs) {
    Role role =
        Role.Builder.create(scope, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description("The %s function, its own data only".formatted(descriptor.name()))
            .build();
    allow(role, LOG_ACTIONS, logs.getLogGroupArn());
    data.tableOf(descriptor).ifPresent(table -> allow(role, TABLE_ACTIONS, table.getTableArn()));
    data.bucketOf(descriptor)
        .ifPresent(bucket -> allow(role, BUCKET_ACTIONS, bucket.arnForObjects("*")));
    return role;
  }

  private static void allow(Role role, List<String> actions, String resource) {
    role.addToPolicy(
        PolicyStatement.Builder.create().actions(actions).resources(List.of(resource)).build());
  }
}
