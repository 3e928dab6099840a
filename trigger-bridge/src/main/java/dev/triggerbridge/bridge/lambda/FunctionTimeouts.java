package dev.triggerbridge.bridge.lambda;

import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Reads a function's timeout from Lambda. */
public final class FunctionTimeouts {
  private FunctionTimeouts() {}

  /**
   * The timeout of {@code GetFunctionConfiguration}; blocks.
   *
   * @throws SdkException if Lambda does not answer or does not know the function
   */
  public static Duration read(LambdaClient lambda, String function) {
    return Duration.ofSeconds(
        lambda.getFunctionConfiguration(request -> request.functionName(function)).timeout());
  }
}
