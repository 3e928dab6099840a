package dev.triggerbridge.functions.support;

import com.amazonaws.services.lambda.runtime.Context;
import dev.triggerbridge.functions.support.FunctionDefinitions.RecordRoute;
import dev.triggerbridge.functions.support.tracing.InvocationSpans;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * The function {@code natsBatch}: a natsbatch/1 request in, a complete natsbatch-result/1 answer
 * out. It answers for every record it was given, exactly once; a request it cannot read, and an
 * {@link Error}, it throws.
 */
final class NatsBatchFunction implements Function<Message<InputStream>, Message<byte[]>> {
  /** Where Spring Cloud Function's invoker puts Lambda's context, too. */
  static final String AWS_CONTEXT = "aws-context";

  private final String functionName;
  private final Supplier<FunctionCatalog> catalogue;
  private final List<RecordRoute> routes;
  private final @Nullable String batchFunction;
  private final ObjectProvider<ClaimCheckReader> claimChecks;
  private volatile @Nullable BatchProcessor processor;

  NatsBatchFunction(
      String functionName,
      Supplier<FunctionCatalog> catalogue,
      List<RecordRoute> routes,
      @Nullable String batchFunction,
      ObjectProvider<ClaimCheckReader> claimChecks) {
    this.claimChecks = claimChecks;
    this.functionName = functionName;
    this.catalogue = catalogue;
    this.routes = routes;
    this.batchFunction = batchFunction;
  }

  @Override
  public Message<byte[]> apply(Message<InputStream> request) {
    RecordBatch batch = RequestParser.parse(request.getPayload());
    Context context = request.getHeaders().get(AWS_CONTEXT, Context.class);
    RemainingTime time = RemainingTime.of(context);
    long began = System.nanoTime();
    // Closed, and so exported, before the answer: afterwards Lambda freezes the process.
    try (InvocationSpans spans = TracedRecords.invocation(functionName, batch, context)) {
      try {
        List<RecordResult> results = resolve().process(batch, time, spans);
        List<RecordResult> answered = ResponseWriter.fit(batch, results);
        RecordLog.write(functionName, batch, answered);
        FunctionMetrics.write(functionName, answered, System.nanoTime() - began);
        return MessageBuilder.withPayload(ResponseWriter.write(batch, answered)).build();
      } catch (RuntimeException | Error e) {
        spans.failed(e);
        throw e;
      }
    }
  }

  // Late, because the catalogue registers this very function while it is being made.
  BatchProcessor resolve() {
    BatchProcessor resolved = processor;
    if (resolved == null) {
      synchronized (this) {
        resolved = processor;
        if (resolved == null) {
          FunctionCatalog functions = catalogue.get();
          resolved =
              new ClaimCheckedRecords(
                  batchFunction == null
                      ? new RecordFunctionsProcessor(RecordRouter.of(functions, routes))
                      : new BatchFunctionProcessor(
                          FunctionRuntime.lookup(functions, batchFunction)),
                  claimChecks::getIfAvailable);
          processor = resolved;
        }
      }
    }
    return resolved;
  }
}
