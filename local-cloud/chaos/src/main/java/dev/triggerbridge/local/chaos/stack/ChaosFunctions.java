package dev.triggerbridge.local.chaos.stack;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.local.lambda.LambdaService;
import dev.triggerbridge.local.lambda.LambdaServiceOptions;
import dev.triggerbridge.local.lambda.LocalFunction;
import dev.triggerbridge.local.process.Processes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The packaged functions on the local Lambda service, with deadlines that a run can outlast. */
public final class ChaosFunctions implements AutoCloseable {
  /** Shorter than {@link dev.triggerbridge.local.chaos.plan.FaultKind#FUNCTION_PAUSED} lasts. */
  private static final int LEASE_SECONDS = 4;

  private static final int GATEWAY_TIMEOUT_MILLIS = 1_500;

  /** Longer than any pause: a process that Lambda killed could not return. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Twice Lambda's is not enough on a machine that is busy with other things. */
  private static final Duration INIT_LIMIT = Duration.ofSeconds(45);

  private static final int MEMORY_MB = 256;

  private static final int LOOK_MILLIS = 2;

  /** An answer that was sent before its process stopped has been seen by then. */
  private static final int ANSWERED_MILLIS = 50;

  /** One more than the mappings ask for, so that another takes over from one that is stopped. */
  private static final Map<String, Integer> EXECUTIONS =
      Map.of("order", 4, "payment", 2, "inventory", 2, "audit", 3);

  private static final String EMPTY_BATCH =
      """
      {"schema":"natsbatch/1","batchId":"training",\
      "source":{"mapping":"none","stream":"NONE","epoch":"none","consumer":"none"},"records":[]}""";

  private final LambdaService service;

  private ChaosFunctions(LambdaService service) {
    this.service = service;
  }

  static ChaosFunctions start(
      Path logs,
      List<FunctionDescriptor> functions,
      URI dynamoDb,
      URI s3,
      URI gateway,
      Map<String, String> more) {
    LambdaService service =
        LambdaService.start(LambdaServiceOptions.in(logs).withInitLimit(INIT_LIMIT));
    for (FunctionDescriptor function : functions) {
      Map<String, String> environment = new HashMap<>();
      environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
      environment.put("AWS_ENDPOINT_URL_S3", s3.toString());
      environment.put("PAYMENT_GATEWAY_URL", gateway.toString());
      environment.put("PAYMENT_LEASE_SECONDS", Integer.toString(LEASE_SECONDS));
      environment.put("PAYMENT_GATEWAY_TIMEOUT_MS", Integer.toString(GATEWAY_TIMEOUT_MILLIS));
      environment.putAll(Planted.ofFunction());
      environment.putAll(more);
      service.register(local(function).withEnvironment(environment));
    }
    return new ChaosFunctions(service);
  }

  /** Address of the Invoke API. */
  URI url() {
    return service.endpoint();
  }

  /**
   * A process of the function in the middle of an invocation; waits for one.
   *
   * @return its process id, or empty if there was none within the patience
   */
  public Optional<Long> busy(String function, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Long> found = service.working(function).stream().findFirst();
      if (found.isPresent()) {
        return found;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return Optional.empty();
  }

  /**
   * Stops a process of the function in the middle of an invocation; waits for one. One that had
   * answered when the signal reached it is let go: Lambda would continue it for its next event.
   *
   * @return its process id, or empty if none could be caught within the patience
   */
  public Optional<Long> stopBusy(String function, Duration patience)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Long> found = busy(function, Duration.ofNanos(deadline - System.nanoTime()));
      if (found.isEmpty()) {
        return found;
      }
      Processes.stop(found.get());
      TimeUnit.MILLISECONDS.sleep(ANSWERED_MILLIS);
      if (service.working(function).contains(found.get())) {
        return found;
      }
      Processes.resume(found.get());
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    service.close();
  }

  private static LocalFunction local(FunctionDescriptor descriptor) {
    LocalFunction function = LocalFunction.of(descriptor);
    return new LocalFunction(
            function.name(),
            function.handler(),
            function.artifact(),
            Math.min(descriptor.memoryMb(), MEMORY_MB),
            TIMEOUT,
            EXECUTIONS.getOrDefault(descriptor.name(), 1),
            function.environment(),
            function.aliases(),
            function.trainingEvent())
        .withTrainingEvent(EMPTY_BATCH);
  }
}
