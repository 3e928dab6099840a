package dev.triggerbridge.functions.support.tracing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * A span for each call of an AWS client, by the semantic conventions of the AWS SDK. Thread-safe.
 */
public final class AwsCalls implements ExecutionInterceptor {
  private static final ExecutionAttribute<ClientSpan> SPAN =
      new ExecutionAttribute<>("triggerbridge-span");

  /** Answers that effects are made of: a condition that did not hold is no failure. */
  private static final Set<String> EXPECTED =
      Set.of(
          "ConditionalCheckFailedException", "TransactionCanceledException", "PreconditionFailed");

  private final Tracing tracing;

  /** Follows the calls of the clients that it is given to. */
  public AwsCalls(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("rpc.system", "aws-api");
    facts.put("rpc.service", service);
    facts.put("rpc.method", operation);
    if (service.equals("DynamoDb")) {
      facts.put("db.system.name", "aws.dynamodb");
      facts.put("db.operation.name", operation);
      copy(context.request(), "TableName", facts, "aws.dynamodb.table_names");
    }
    copy(context.request(), "Bucket", facts, "aws.s3.bucket");
    attributes.putAttribute(SPAN, tracing.client(service + "." + operation, facts));
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    ClientSpan span = attributes.getAttribute(SPAN);
    if (span != null) {
      span.set("http.response.status_code", context.httpResponse().statusCode());
      span.close();
    }
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    ClientSpan span = attributes.getAttribute(SPAN);
    if (span == null) {
      return;
    }
    Throwable failure = context.exception();
    String error =
        failure instanceof AwsServiceException e && e.awsErrorDetails() != null
            ? e.awsErrorDetails().errorCode()
            : failure.getClass().getSimpleName();
    if (EXPECTED.contains(error)) {
      span.set("triggerbridge.condition", error);
    } else {
      span.failed(error);
    }
    span.close();
  }

  private static void copy(
      SdkRequest request, String field, Map<String, String> facts, String attribute) {
    request.getValueForField(field, String.class).ifPresent(value -> facts.put(attribute, value));
  }
}
