package dev.triggerbridge.local.lambda;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function as it is deployed to this machine.
 *
 * @param name unique in the service
 * @param handler {@code package.Class::method}
 * @param artifact the zip that Lambda would get: classes at the root, jars below {@code lib/}
 * @param memoryMb Lambda's memory setting; the heap gets 85 % of it, as on Lambda
 * @param timeout of one invocation
 * @param reservedConcurrency executions at most; further invocations are throttled
 * @param environment variables of the function, besides those that Lambda sets
 * @param aliases qualifiers that it can be invoked by, besides {@code $LATEST} and version 1
 * @param trainingEvent an event without effects to run while the AOT cache is made, so that the
 *     classes of an invocation are in it too
 */
public record LocalFunction(
    String name,
    String handler,
    Path artifact,
    int memoryMb,
    Duration timeout,
    int reservedConcurrency,
    Map<String, String> environment,
    Set<String> aliases,
    Optional<String> trainingEvent) {

  /** Copies the collections. */
  public LocalFunction {
    environment = Map.copyOf(environment);
    aliases = Set.copyOf(aliases);
  }

  /**
   * The function of a descriptor, with alias {@code live}; table and bucket have their local names.
   */
  public static LocalFunction of(FunctionDescriptor descriptor) {
    Map<String, String> environment = new HashMap<>(descriptor.environment());
    if (descriptor.table() != null) {
      environment.put(FunctionDescriptor.TABLE_NAME, descriptor.table().name());
    }
    if (descriptor.bucket() != null) {
      environment.put(FunctionDescriptor.BUCKET_NAME, descriptor.bucket().name());
    }
    return new LocalFunction(
        descriptor.name(),
        descriptor.handler(),
        descriptor.artifact(),
        descriptor.memoryMb(),
        Duration.ofSeconds(descriptor.timeoutSeconds()),
        descriptor.reservedConcurrency(),
        environment,
        Set.of("live"),
        Optional.empty());
  }

  /** The same under another name. */
  public LocalFunction withName(String other) {
    return new LocalFunction(
        other,
        handler,
        artifact,
        memoryMb,
        timeout,
        reservedConcurrency,
        environment,
        aliases,
        trainingEvent);
  }

  /** The same with these variables added; they win over existing ones. */
  public LocalFunction withEnvironment(Map<String, String> more) {
    Map<String, String> merged = new HashMap<>(environment);
    merged.putAll(more);
    return new LocalFunction(
        name,
        handler,
        artifact,
        memoryMb,
        timeout,
        reservedConcurrency,
        merged,
        aliases,
        trainingEvent);
  }

  /** The same with another limit of concurrent executions. */
  public LocalFunction withReservedConcurrency(int executions) {
    return new LocalFunction(
        name,
        handler,
        artifact,
        memoryMb,
        timeout,
        executions,
        environment,
        aliases,
        trainingEvent);
  }

  /** The same with another timeout. */
  public LocalFunction withTimeout(Duration limit) {
    return new LocalFunction(
        name,
        handler,
        artifact,
        memoryMb,
        limit,
        reservedConcurrency,
        environment,
        aliases,
        trainingEvent);
  }

  /** The same with a harmless JSON event for the making of the AOT cache. */
  public LocalFunction withTrainingEvent(String json) {
    return new LocalFunction(
        name,
        handler,
        artifact,
        memoryMb,
        timeout,
        reservedConcurrency,
        environment,
        aliases,
        Optional.of(json));
  }
}
