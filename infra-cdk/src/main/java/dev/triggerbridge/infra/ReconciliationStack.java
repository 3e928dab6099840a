package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/**
 * The reconciliation of payments: no mapping invokes it but a schedule, it owns no data, and it may
 * read the payment function's table and change nothing. Leaving this stack out costs no payment.
 */
final class ReconciliationStack extends Stack {
  static final String NAME = "TriggerBridgeReconciliation";

  /** Not a function.json: it is no event function, and the local system does not host it. */
  static final Path DESCRIPTOR = Path.of("../functions/reconciliation/scheduled-function.json");

  static final String TABLE_VARIABLE = "PAYMENTS_TABLE_NAME";

  /** All that comparing needs. */
  static final List<String> READ_ACTIONS = List.of("dynamodb:GetItem", "dynamodb:Scan");

  private static final Duration INTERVAL = Duration.minutes(15);
  private static final String OWNER = "payment";

  ReconciliationStack(Construct scope, List<FunctionDescriptor> descriptors, DataStack data) {
    super(scope, NAME);
    Table payments =
        descriptors.stream()
            .filter(descriptor -> descriptor.name().equals(OWNER))
            .findFirst()
            .flatMap(data::tableOf)
            .orElseThrow(
                () -> new IllegalStateException("no function '" + OWNER + "' has a table"));
    FunctionDescriptor reading = reading(FunctionDescriptor.read(DESCRIPTOR), payments);
    Alias alias = new DescribedFunction(this, reading, data).alias();
    IRole role = alias.getRole();
    if (role == null) {
      throw new IllegalStateException("the function has no role");
    }
    role.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(READ_ACTIONS)
            .resources(List.of(payments.getTableArn()))
            .build());
    Rule.Builder.create(this, "Schedule")
        .description("Compares the payment gateway with the payments table")
        .schedule(Schedule.rate(INTERVAL))
        .targets(List.of(new LambdaFunction(alias)))
        .build();
  }

  private static FunctionDescriptor reading(FunctionDescriptor descriptor, Table payments) {
    Map<String, String> environment = new HashMap<>(descriptor.environment());
    environment.put(TABLE_VARIABLE, payments.getTableName());
    return new FunctionDescriptor(
        descriptor.name(),
        descriptor.handler(),
        descriptor.artifact(),
        descriptor.memoryMb(),
        descriptor.timeoutSeconds(),
        descriptor.reservedConcurrency(),
        descriptor.table(),
        descriptor.bucket(),
        environment,
        descriptor.deploymentVariables());
  }
}
