package dev.triggerbridge.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;

/**
 * Each rule of cdk-nag, and of CDK's own validation, that is not followed: where, and why. There is
 * no other place for them, and a test fails on one that nothing needs.
 */
final class RuleExceptions {
  static final List<NagException> NAG =
      List.of(
          new NagException(
              Names.FUNCTIONS_STACK,
              "AwsSolutions-IAM4",
              "Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited",
              "CDK gives CodeDeploy's role this policy and no choice. It is AWS's least one for moving an"
                  + " alias, and only the service CodeDeploy can take the role."),
          new NagException(
              ReconciliationStack.NAME,
              "AwsSolutions-IAM4",
              "Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited",
              "As for the other functions."),
          new NagException(
              Names.FUNCTIONS_STACK,
              "AwsSolutions-IAM5",
              "/^Resource::.*AuditBucket.*\\/\\*$/g",
              "Names of audit objects are made of their content. The audit function writes anywhere in its"
                  + " own bucket, and nowhere else."),
          new NagException(
              Names.NATS_STACK,
              "AwsSolutions-IAM5",
              "Resource::*",
              "The Session Manager's actions know no resources. They are the way in for people: no open"
                  + " port, no key."),
          new NagException(
              Names.NATS_STACK,
              "AwsSolutions-IAM5",
              "Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:instance/*",
              "An instance's id is not known before it runs. A condition on its tag leaves only the node's"
                  + " own instances."),
          new NagException(
              Names.NATS_STACK,
              "AwsSolutions-SMG4",
              null,
              "NATS reads passwords at its start, so rotating one is a rolling replacement that somebody"
                  + " starts: docs/deploy.md."),
          new NagException(
              Names.NATS_STACK,
              "AwsSolutions-AS3",
              null,
              "Groups of exactly one instance do not scale. A node that is replaced shows in the bridge's"
                  + " and the server's own figures."),
          new NagException(
              Names.BRIDGE_STACK,
              "AwsSolutions-ECS2",
              null,
              "The variables are the bridge's configuration, which is no secret and is to be rolled back with"
                  + " its task definition. Secrets come from Secrets Manager."));

  private static final Map<String, String> VALIDATION =
      Map.of(
          "CloudFormation-Validate::E1029",
          "${...} in the bridge's configuration is for the bridge, not for CloudFormation.",
          "CloudFormation-Validate::W2509",
          "The ARN of a secret is no secret.",
          "Annotation::@aws-cdk/aws-lambda:snapStartRequirePublish",
          "The alias that is invoked points to a published version.");

  private RuleExceptions() {}

  static void apply(App app) {
    for (NagException exception : NAG) {
      if (app.getNode().tryFindChild(exception.stack()) instanceof Stack stack) {
        NagSuppressions.addStackSuppressions(stack, List.of(suppression(exception)));
      }
    }
    VALIDATION.forEach(
        (id, reason) ->
            Validations.of(app)
                .acknowledge(Acknowledgment.builder().id(id).reason(reason).build()));
  }

  private static NagPackSuppression suppression(NagException exception) {
    NagPackSuppression.Builder suppression =
        NagPackSuppression.builder().id(exception.rule()).reason(exception.reason());
    String only = exception.appliesTo();
    if (only != null) {
      suppression.appliesTo(List.of(only.startsWith("/") ? Map.of("regex", only) : only));
    }
    return suppression.build();
  }

  /**
   * A rule that is not followed.
   *
   * @param stack by its name
   * @param rule of cdk-nag
   * @param appliesTo the only finding that is meant, a pattern if it begins with a slash; null for
   *     all of the rule in that stack
   * @param reason why not
   */
  record NagException(String stack, String rule, @Nullable String appliesTo, String reason) {}
}
