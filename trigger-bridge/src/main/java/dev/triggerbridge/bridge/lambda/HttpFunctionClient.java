package dev.triggerbridge.bridge.lambda;

import dev.triggerbridge.bridge.dispatch.FunctionClient;
import dev.triggerbridge.bridge.dispatch.Invocation;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Invokes one function by Lambda's Invoke API, once: whether it is tried again is decided by the
 * bridge. The SDK's signer and HTTP client without its request pipeline, which costs half as much
 * again per invocation (docs/adr/0010).
 *
 * <p>The function error is read before the status: a function that throws answers 200.
 */
final class HttpFunctionClient implements FunctionClient {
  /** Time for a cold start and for the answer to travel, on top of the function's timeout. */
  static final Duration MARGIN = Duration.ofSeconds(15);

  private static final int OK = 200;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY_REQUESTS = 429;

  private final SdkHttpClient http;
  private final InvokeRequests requests;
  private final ScheduledExecutorService timer;
  private final Duration timeout;

  /**
   * For one function.
   *
   * @param functionTimeout the function's own timeout
   * @param timer ends requests that take longer; not closed here
   */
  HttpFunctionClient(
      SdkHttpClient http,
      InvokeRequests requests,
      Duration functionTimeout,
      ScheduledExecutorService timer) {
    this.http = http;
    this.requests = requests;
    this.timer = timer;
    this.timeout = functionTimeout.plus(MARGIN);
  }

  @Override
  public Invocation invoke(byte[] payload) {
    return invoke(payload, Optional.empty());
  }

  @Override
  public Invocation invoke(byte[] payload, String xrayTrace) {
    return invoke(payload, Optional.of(xrayTrace));
  }

  private Invocation invoke(byte[] payload, Optional<String> xrayTrace) {
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> end = null;
    try {
      ExecutableHttpRequest request = http.prepareRequest(requests.signed(payload, xrayTrace));
      end =
          timer.schedule(
              () -> {
                late.set(true);
                request.abort();
              },
              timeout.toMillis(),
              TimeUnit.MILLISECONDS);
      return read(request.call());
    } catch (IOException | SdkException e) {
      // Late: the function may be running still, and another try would run it twice in parallel.
      return late.get()
          ? new Invocation.FunctionError(
              Invocation.Kind.TIMEOUT, "no answer within %d s".formatted(timeout.toSeconds()))
          : new Invocation.Unavailable(
              e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    } finally {
      if (end != null) {
        end.cancel(false);
      }
    }
  }

  private static Invocation read(HttpExecuteResponse response) throws IOException {
    SdkHttpResponse head = response.httpResponse();
    byte[] body = body(response);
    if (head.firstMatchingHeader("X-Amz-Function-Error").isPresent()) {
      return FunctionErrors.read(body);
    }
    return switch (head.statusCode()) {
      case OK -> new Invocation.Answered(body);
      case TOO_MANY_REQUESTS -> new Invocation.Throttled(code(head));
      case TOO_LARGE -> new Invocation.RequestTooLarge();
      default -> new Invocation.Unavailable(code(head), "HTTP " + head.statusCode());
    };
  }

  private static byte[] body(HttpExecuteResponse response) throws IOException {
    AbortableInputStream body = response.responseBody().orElse(null);
    if (body == null) {
      return new byte[0];
    }
    try (body) {
      return body.readAllBytes();
    }
  }

  /** The error's name, which may be followed by a colon and an address. */
  private static String code(SdkHttpResponse head) {
    return head.firstMatchingHeader("x-amzn-ErrorType")
        .map(type -> type.split(":", 2)[0])
        .filter(type -> !type.isEmpty())
        .orElse("LambdaException");
  }
}
