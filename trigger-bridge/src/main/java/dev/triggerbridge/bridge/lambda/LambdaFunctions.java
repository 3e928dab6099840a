package dev.triggerbridge.bridge.lambda;

import dev.triggerbridge.bridge.dispatch.FunctionClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The functions of one account and region. Thread-safe; one client for all mappings. */
public final class LambdaFunctions implements AutoCloseable {
  private final SdkHttpClient http;
  private final LambdaClient client;
  private final ScheduledThreadPoolExecutor timer;

  private LambdaFunctions(SdkHttpClient http, LambdaClient client) {
    this.http = http;
    this.client = client;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("invocation-timeouts").factory());
    // Nearly all are cancelled: they would hold their requests for minutes.
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Builds the client; connects to nothing. Takes some hundred milliseconds.
   *
   * @throws IOException if it cannot be built, for example without a region
   */
  public static LambdaFunctions open(LambdaSettings settings) throws IOException {
    SdkHttpClient http = LambdaClients.http(settings.maximumConnections());
    try {
      return new LambdaFunctions(http, LambdaClients.create(settings, http));
    } catch (SdkException e) {
      http.close();
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
    return new HttpFunctionClient(http, new InvokeRequests(client, function), timeout, timer);
  }

  @Override
  public void close() {
    client.close();
    http.close();
    timer.shutdownNow();
  }
}
