package dev.triggerbridge.local.system.stack;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.local.lambda.FunctionStats;
import dev.triggerbridge.local.lambda.LambdaService;
import dev.triggerbridge.local.lambda.LambdaServiceOptions;
import dev.triggerbridge.local.lambda.LocalFunction;
import dev.triggerbridge.local.lambda.LogListener;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The local Lambda service with the packaged functions, told where the local servers are. */
public final class FunctionHost implements Functions, AutoCloseable {
  /** More processes would only queue for the two or four cores of a laptop, and fill its memory. */
  static final int CONCURRENCY_PER_MAPPING =
      Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

  /** Three mappings invoke the order function; the audit's four are seldom busy together. */
  private static final Map<String, Integer> EXECUTIONS =
      Map.of("order", 3 * CONCURRENCY_PER_MAPPING, "audit", 2);

  private static final int MEMORY_MB = 256;

  /** A batch without records: loads the classes of an invocation and has no effect. */
  private static final String EMPTY_BATCH =
      """
      {"schema":"natsbatch/1","batchId":"training",\
      "source":{"mapping":"none","stream":"NONE","epoch":"none","consumer":"none"},"records":[]}""";

  private final LambdaService service;

  private FunctionHost(LambdaService service) {
    this.service = service;
  }

  static FunctionHost start(
      StackSettings settings,
      List<FunctionDescriptor> functions,
      URI dynamoDb,
      URI s3,
      URI gateway,
      LogListener logs) {
    LambdaService service =
        LambdaService.start(
            LambdaServiceOptions.in(settings.logs().resolve("functions")).withLogListener(logs));
    for (FunctionDescriptor function : functions) {
      Map<String, String> environment = new HashMap<>();
      environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
      environment.put("AWS_ENDPOINT_URL_S3", s3.toString());
      environment.put("PAYMENT_GATEWAY_URL", gateway.toString());
      environment.putAll(settings.traceEnvironment());
      environment.putAll(
          settings.crashEnvironment(
              settings.functionCrashes().getOrDefault(function.name(), List.of())));
      service.register(local(function).withEnvironment(environment));
    }
    return new FunctionHost(service);
  }

  @Override
  public URI url() {
    return service.endpoint();
  }

  @Override
  public long throttles() {
    return service.stats().values().stream().mapToLong(FunctionStats::throttles).sum();
  }

  /** What happened to each function, for people. */
  public Map<String, FunctionStats> stats() {
    return service.stats();
  }

  @Override
  public void close() {
    service.close();
  }

  /** Executions at a time, as many as a laptop has use for. */
  static int executions(FunctionDescriptor descriptor) {
    return Math.min(
        descriptor.reservedConcurrency(),
        EXECUTIONS.getOrDefault(descriptor.name(), CONCURRENCY_PER_MAPPING));
  }

  /** Memory of an execution, as much as a laptop can spare. */
  static int memoryMb(FunctionDescriptor descriptor) {
    return Math.min(descriptor.memoryMb(), MEMORY_MB);
  }

  private static LocalFunction local(FunctionDescriptor descriptor) {
    LocalFunction function = LocalFunction.of(descriptor);
    return new LocalFunction(
            function.name(),
            function.handler(),
            function.artifact(),
            memoryMb(descriptor),
            function.timeout(),
            executions(descriptor),
            function.environment(),
            function.aliases(),
            function.trainingEvent())
        .withTrainingEvent(EMPTY_BATCH);
  }
}
