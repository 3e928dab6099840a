package dev.triggerbridge.functions.audit;

import dev.triggerbridge.functions.support.FunctionClients;
import dev.triggerbridge.functions.support.FunctionDefinitions;
import dev.triggerbridge.functions.support.NatsFunctions;
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
        .bean(
            AuditBucket.class,
            context ->
                new AuditBucket(
                    FunctionClients.configure(S3Client.builder()).build(),
                    AuditSettings.from(System.getenv()).bucketName()))
        .batch("writeAudit", context -> new WriteAudit(context.getBean(AuditBucket.class)));
  }
}
