package dev.triggerbridge.bridge.lambda;

import dev.triggerbridge.bridge.dispatch.FunctionClient;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The functions of one account and region. Thread-safe; one client for all mappings. */
public final class LambdaFunctions implements AutoCloseable {
  private final LambdaClient client;

  private LambdaFunctions(LambdaClient client) {
    this.client = client;
  }

  /**
   * Builds the client; connects to nothing. Takes some hundred milliseconds.
   *
   * @throws IOException if it cannot be built, for example without a region
   */
  public static LambdaFunctions open(LambdaSettings settings) throws IOException {
    try {
      return new LambdaFunctions(LambdaClients.create(settings));
    } catch (SdkException e) {
      throw new IOException(
          "lambda: " + e.getMessage() + ". Set lambda.region or the variable AWS_REGION", e);
    }
  }

  /**
   * The function's own timeout; blocks for a request.
   *
   * @throws IOException if Lambda does not answer or does not know the function; may be tried again
   */
  public Duration timeout(String function) throws IOException {
    try {
      return FunctionTimeouts.read(client, function);
    } catch (SdkException e) {
      throw new IOException(
          "functionName %s: cannot read its configuration: %s".formatted(function, e.getMessage()),
          e);
    }
  }

  /** Invokes the function. */
  public FunctionClient function(String function, Duration timeout) {
    return new SdkFunctionClient(client, function, timeout);
  }

  @Override
  public void close() {
    client.close();
  }
}
