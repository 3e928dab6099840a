package dev.triggerbridge.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.constructs.IConstruct;

/** What holds for every stack of the app: its tags, and AWS's own rules (cdk-nag). */
final class Conventions {
  private Conventions() {}

  /** Call before the first stack: chooses CDK's newer ways where it has two. */
  static void prepare(App app) {
    // A bucket policy lets S3 deliver access logs, instead of an ACL.
    app.getNode().setContext("@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true);
  }

  /** Call once, when all stacks are defined. A rule that is broken fails {@code cdk synth}. */
  static void apply(App app) {
    for (IConstruct child : app.getNode().getChildren()) {
      if (child instanceof Stack stack) {
        Tags.of(stack).add(Names.PROJECT_TAG, Names.PROJECT);
        Tags.of(stack).add(Names.ENVIRONMENT_TAG, Environment.of(stack).tag());
        Tags.of(stack).add(Names.STACK_TAG, stack.getNode().getId());
      }
    }
    RuleExceptions.apply(app);
    Aspects.of(app).add(new AwsSolutionsChecks());
  }
}
