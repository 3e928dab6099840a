package dev.triggerbridge.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** CreateFunction, DeleteFunction and PutFunctionConcurrency. */
final class DeployHandler {
  /** What a function gets that nothing was reserved for: a laptop has no thousand processes. */
  private static final int UNRESERVED = 10;

  private final Functions functions;
  private final DescribeHandler describe;
  private final Path folder;
  private final Consumer<LocalFunction> register;
  private volatile Map<String, String> given = Map.of();

  /**
   * A handler.
   *
   * @param folder where uploaded artifacts are kept
   * @param register deploys a function
   */
  DeployHandler(
      Functions functions,
      DescribeHandler describe,
      Path folder,
      Consumer<LocalFunction> register) {
    this.functions = functions;
    this.describe = describe;
    this.folder = folder;
    this.register = register;
  }

  /** Variables of every function that is created from now on; a function's own win. */
  void give(Map<String, String> variables) {
    given = Map.copyOf(variables);
  }

  void create(HttpExchange exchange, Optional<byte[]> body) throws ApiException, IOException {
    CreateFunctionRequest request;
    try {
      request =
          CreateFunctionRequest.parse(
              body.orElseThrow(() -> ApiException.requestTooLarge(Limits.CODE)));
    } catch (JacksonException e) {
      throw ApiException.invalidRequestContent(e.getOriginalMessage());
    }
    if (functions.byName(request.name()).isPresent()) {
      throw ApiException.alreadyExists(request.name());
    }
    Files.createDirectories(folder);
    Path artifact = Files.write(folder.resolve(request.name() + ".zip"), request.zip());
    Map<String, String> environment = new HashMap<>(given);
    environment.putAll(request.environment());
    register.accept(
        new LocalFunction(
            request.name(),
            request.handler(),
            artifact,
            request.memoryMb(),
            request.timeout(),
            UNRESERVED,
            environment,
            Set.of("live"),
            Optional.empty()));
    FunctionReference reference = new FunctionReference(request.name(), Optional.empty());
    Http.answer(exchange, 201, describe.configuration(reference, functions.find(reference)));
  }

  void delete(HttpExchange exchange, FunctionReference reference) throws IOException {
    functions.remove(reference.name());
    Files.deleteIfExists(folder.resolve(reference.name() + ".zip"));
    Http.answer(exchange, 204, new byte[0]);
  }

  void reserve(HttpExchange exchange, FunctionPool pool, Optional<byte[]> body)
      throws ApiException, IOException {
    int executions;
    try {
      executions =
          Json.number(
              body.orElseThrow(() -> ApiException.requestTooLarge(Limits.REQUEST)),
              "ReservedConcurrentExecutions");
    } catch (JacksonException e) {
      throw ApiException.invalidRequestContent(e.getOriginalMessage());
    }
    pool.reserve(executions);
    Http.answer(exchange, 200, describe.concurrency(pool));
  }
}
