package dev.triggerbridge.functions.audit;

import dev.triggerbridge.functions.support.FunctionClients;
import dev.triggerbridge.functions.support.FunctionDefinitions;
import dev.triggerbridge.functions.support.NatsFunctions;
import dev.triggerbridge.functions.support.S3ClaimCheckReader;
import software.amazon.awssdk.services.s3.S3Client;

/** Keeps every message of every stream in immutable objects. */
public final class AuditFunctions extends NatsFunctions {
  /** Configured by the environment, at the time its beans are made. */
  public AuditFunctions() {
    super("audit");
  }

  @Override
  protected void define(FunctionDefinitions functions) {
    functions
        .bean(S3Client.class, context -> FunctionClients.configure(S3Client.builder()).build())
        .bean(
            AuditBucket.class,
            context ->
                new AuditBucket(
                    context.getBean(S3Client.class),
                    AuditSettings.from(System.getenv()).bucketName()))
        .claimChecks(context -> new S3ClaimCheckReader(context.getBean(S3Client.class)))
        .batch("writeAudit", context -> new WriteAudit(context.getBean(AuditBucket.class)));
  }
}
