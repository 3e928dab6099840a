package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * A function as its descriptor says, with its log group, its role, and the alias to invoke. The
 * alias's ARN is an output of the stack, and so is what the bridge's configuration needs.
 */
final class DescribedFunction extends Construct {
  // C1 and the serial collector: measured to start fastest, and a batch is short.
  private static final String JAVA_OPTIONS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private final Alias alias;

  DescribedFunction(Stack stack, FunctionDescriptor descriptor, DataStack data) {
    super(stack, Names.construct(descriptor.name()));
    requireArtifact(descriptor);
    Environment environment = Environment.of(this);
    LogGroup logs =
        LogGroup.Builder.create(this, "Logs")
            .retention(RetentionDays.ONE_MONTH)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Function function =
        Function.Builder.create(this, "Function")
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .code(Code.fromAsset(descriptor.artifact().toString()))
            .handler(descriptor.handler())
            .memorySize(descriptor.memoryMb())
            .timeout(Duration.seconds(descriptor.timeoutSeconds()))
            .reservedConcurrentExecutions(
                environment.reservesConcurrency() ? descriptor.reservedConcurrency() : null)
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            // The version that ran before stays, so that the alias can go back to it.
            .currentVersionOptions(
                VersionOptions.builder().removalPolicy(RemovalPolicy.RETAIN).build())
            .environment(environment(stack, descriptor, data))
            .loggingFormat(LoggingFormat.JSON)
            .applicationLogLevelV2(ApplicationLogLevel.INFO)
            .systemLogLevelV2(SystemLogLevel.INFO)
            .logGroup(logs)
            .role(FunctionRole.create(this, descriptor, data, logs))
            .build();
    alias =
        Alias.Builder.create(this, "Alias")
            .aliasName(Names.ALIAS)
            .version(function.getCurrentVersion())
            .build();
    FunctionRelease.guard(this, alias, environment, descriptor);
    CfnOutput.Builder.create(stack, Names.construct(descriptor.name()) + "FunctionArn")
        .description("functionName of a mapping to " + descriptor.name())
        .value(alias.getFunctionArn())
        .build();
  }

  /** What to invoke. */
  Alias alias() {
    return alias;
  }

  private static Map<String, String> environment(
      Stack stack, FunctionDescriptor descriptor, DataStack data) {
    Map<String, String> environment = new HashMap<>(descriptor.environment());
    environment.put("JAVA_TOOL_OPTIONS", JAVA_OPTIONS);
    data.tableOf(descriptor)
        .ifPresent(table -> environment.put(FunctionDescriptor.TABLE_NAME, table.getTableName()));
    data.bucketOf(descriptor)
        .ifPresent(
            bucket -> environment.put(FunctionDescriptor.BUCKET_NAME, bucket.getBucketName()));
    environment.putAll(PaymentGateway.variables(stack, descriptor));
    for (String variable : descriptor.deploymentVariables()) {
      if (!environment.containsKey(variable)) {
        environment.put(variable, parameter(stack, descriptor, variable).getValueAsString());
      }
    }
    return environment;
  }

  // No default: a deployment that forgets it is refused, instead of a function that fails later.
  private static CfnParameter parameter(
      Stack stack, FunctionDescriptor descriptor, String variable) {
    return CfnParameter.Builder.create(
            stack, Names.construct(descriptor.name()) + Names.construct(variable))
        .type("String")
        .description("%s of the %s function".formatted(variable, descriptor.name()))
        .minLength(1)
        .build();
  }

  private static void requireArtifact(FunctionDescriptor descriptor) {
    Path artifact = descriptor.artifact();
    if (!Files.isRegularFile(artifact)) {
      throw new IllegalStateException(
          "the artifact of function '%s', %s, does not exist: run 'mvn package' in the project's root"
              .formatted(descriptor.name(), artifact));
    }
  }
}
