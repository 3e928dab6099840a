package dev.triggerbridge.bridge.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.triggerbridge.bridge.dispatch.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real client against Lambda's wire format. */
class HttpFunctionClientTest {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile int status = 200;
  private volatile String body = "{}";
  private volatile String errorType = "";
  private volatile boolean functionError;
  private volatile boolean silent;

  HttpFunctionClientTest() throws IOException {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/2015-03-31/functions/f/invocations",
        exchange -> {
          try (exchange) {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            if (silent) {
              boolean unused = release.await(20, TimeUnit.SECONDS);
            }
            if (!errorType.isEmpty()) {
              exchange.getResponseHeaders().add("x-amzn-ErrorType", errorType);
            }
            if (functionError) {
              exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void answer_is_the_payload_as_returned() {
    body = "{\"a\":1}";

    assertThat(invoke())
        .isInstanceOfSatisfying(
            Invocation.Answered.class,
            answered -> assertThat(answered.payload()).asString().isEqualTo("{\"a\":1}"));
  }

  @Test
  void function_error_is_read_although_the_status_is_200() {
    functionError = true;
    body = "{\"errorType\":\"java.lang.IllegalStateException\",\"errorMessage\":\"boom\"}";

    assertThat(invoke())
        .isEqualTo(
            new Invocation.FunctionError(
                Invocation.Kind.EXCEPTION, "java.lang.IllegalStateException: boom"));
  }

  @ParameterizedTest
  @CsvSource({
    "429,TooManyRequestsException,Throttled",
    "429,,Throttled",
    "413,RequestTooLargeException,RequestTooLarge",
    "413,RequestEntityTooLargeException,RequestTooLarge",
    "500,ServiceException,Unavailable",
    "502,EC2UnexpectedException,Unavailable",
    "503,,Unavailable",
    "404,ResourceNotFoundException,Unavailable",
    "403,AccessDeniedException,Unavailable",
    "409,ResourceConflictException,Unavailable"
  })
  void refusal_is_told_apart_and_tried_once(int code, String type, String expected) {
    status = code;
    errorType = type == null ? "" : type;
    body = "{\"message\":\"no\"}";

    assertThat(invoke().getClass().getSimpleName()).isEqualTo(expected);
    assertThat(requests).as("nothing is tried again here").hasValue(1);
  }

  @Test
  void server_that_is_not_there_is_unavailable() {
    server.stop(0);

    assertThat(invoke()).isInstanceOf(Invocation.Unavailable.class);
  }

  @Test
  void no_answer_within_the_functions_timeout_is_a_timeout_and_tried_once() {
    silent = true;

    // The margin of 15 s for a cold start is on top of the function's timeout.
    Invocation ended = invoke(Duration.ofSeconds(-14));

    assertThat(ended)
        .isInstanceOfSatisfying(
            Invocation.FunctionError.class,
            error -> assertThat(error.kind()).isEqualTo(Invocation.Kind.TIMEOUT));
    assertThat(requests).hasValue(1);
  }

  private Invocation invoke() {
    return invoke(Duration.ofSeconds(5));
  }

  private Invocation invoke(Duration functionTimeout) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (LambdaFunctions lambda =
        LambdaFunctions.open(
            new LambdaSettings(Optional.of("us-east-1"), Optional.of(endpoint), 5))) {
      return lambda.function("f", functionTimeout).invoke("{}".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
