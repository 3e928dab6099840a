package dev.triggerbridge.infra;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.codedeploy.ILambdaDeploymentConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentConfig;
import software.amazon.awscdk.services.s3.ObjectLockRetention;
import software.constructs.Construct;

/**
 * What differs between an environment that can be thrown away and one that people depend on; all of
 * it is here. Chosen with {@code -c env=dev} (the default) or {@code -c env=prod}. Each environment
 * is an account or a region of its own, so names are the same in all of them.
 */
enum Environment {
  /** Can be torn down at any time, data included; fits the quotas of a new account. */
  DEV,
  /** Data outlives its stack, and nobody can delete the audit before its time. */
  PROD;

  /** The context's key. */
  static final String CONTEXT = "env";

  /**
   * The environment that the context names.
   *
   * @throws IllegalArgumentException if it names none that there is
   */
  static Environment of(Construct scope) {
    return choose(scope, CONTEXT, DEV);
  }

  /** The value of a context key as a constant, in lower case there. */
  static <E extends Enum<E>> E choose(Construct scope, String key, E otherwise) {
    Object given = scope.getNode().tryGetContext(key);
    if (given == null) {
      return otherwise;
    }
    E[] values = otherwise.getDeclaringClass().getEnumConstants();
    return Arrays.stream(values)
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "context %s = '%s': is not one of %s. Pass -c %s=%s."
                        .formatted(
                            key,
                            given,
                            names(values),
                            key,
                            otherwise.name().toLowerCase(Locale.ROOT))));
  }

  private static String names(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** What becomes of data when its stack is deleted. */
  RemovalPolicy data() {
    return this == PROD ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  }

  /** Whether tables and instances refuse to be deleted. */
  boolean isProtected() {
    return this == PROD;
  }

  /**
   * For how long the audit cannot be deleted: in prod by nobody, the root user included; in dev by
   * those who may bypass governance.
   */
  ObjectLockRetention auditRetention() {
    return this == PROD
        ? ObjectLockRetention.compliance(Duration.days(365))
        : ObjectLockRetention.governance(Duration.days(1));
  }

  /** How a new version of a function takes over. */
  ILambdaDeploymentConfig functionRollout() {
    return this == PROD
        ? LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES
        : LambdaDeploymentConfig.ALL_AT_ONCE;
  }

  /** A new account may have ten concurrent executions in all, so that dev reserves none. */
  boolean reservesConcurrency() {
    return this == PROD;
  }

  /** A dev may have a gateway that wants no key; prod has to say so. */
  boolean mustNameGatewayKey() {
    return this == PROD;
  }

  /** One is cheap; one in each zone goes on when a zone is lost. */
  boolean natGatewayPerZone() {
    return this == PROD;
  }

  /** Pays from about 500 GB a month to Lambda on (docs/results/cost.md). */
  boolean lambdaEndpoint() {
    return this == PROD;
  }

  /** Of a node of the NATS cluster. */
  String natsInstanceType() {
    return this == PROD ? "m7g.large" : "t4g.small";
  }

  /** GiB of each node's volume. */
  int natsVolumeGiB() {
    return this == PROD ? 200 : 20;
  }

  /** The value of the tag {@code Environment}. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
