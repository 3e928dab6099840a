package dev.triggerbridge.bridge.lambda;

import dev.triggerbridge.bridge.dispatch.FunctionClient;
import dev.triggerbridge.bridge.dispatch.Invocation;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * Invokes one function synchronously through the AWS SDK.
 *
 * <p>The function error is read before anything else: a function that throws answers 200.
 */
public final class SdkFunctionClient implements FunctionClient {
  /** Time for a cold start and for the answer to travel, on top of the function's timeout. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int TOO_LARGE = 413;

  private final LambdaClient lambda;
  private final String function;
  private final Duration timeout;

  /**
   * For one function.
   *
   * @param function name, name:qualifier or ARN
   * @param functionTimeout the function's own timeout
   */
  public SdkFunctionClient(LambdaClient lambda, String function, Duration functionTimeout) {
    this.lambda = lambda;
    this.function = function;
    this.timeout = functionTimeout.plus(MARGIN);
  }

  @Override
  public Invocation invoke(byte[] payload) {
    try {
      InvokeResponse response = lambda.invoke(request(payload));
      byte[] answer =
          response.payload() == null ? new byte[0] : response.payload().asByteArrayUnsafe();
      return response.functionError() == null
          ? new Invocation.Answered(answer)
          : FunctionErrors.read(answer);
    } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
      // The function may be running still: trying again at once would run it twice in parallel.
      return new Invocation.FunctionError(
          Invocation.Kind.TIMEOUT, "no answer within %d s".formatted(timeout.toSeconds()));
    } catch (TooManyRequestsException e) {
      return new Invocation.Throttled(String.valueOf(e.reasonAsString()));
    } catch (RequestTooLargeException e) {
      return new Invocation.RequestTooLarge();
    } catch (LambdaException e) {
      return switch (e.statusCode()) {
        case TOO_MANY_REQUESTS -> new Invocation.Throttled(code(e));
        case TOO_LARGE -> new Invocation.RequestTooLarge();
        default -> new Invocation.Unavailable(code(e), "HTTP " + e.statusCode());
      };
    } catch (SdkException e) {
      return new Invocation.Unavailable(
          e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    }
  }

  private InvokeRequest request(byte[] payload) {
    return InvokeRequest.builder()
        .functionName(function)
        .invocationType(InvocationType.REQUEST_RESPONSE)
        .payload(SdkBytes.fromByteArrayUnsafe(payload))
        .overrideConfiguration(override -> override.apiCallTimeout(timeout))
        .build();
  }

  private static String code(LambdaException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "LambdaException" : code;
  }
}
