package dev.triggerbridge.bridge.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Our request beside that of the SDK's own pipeline. */
class InvokeRequestsTest {
  private static final LambdaSettings SETTINGS =
      new LambdaSettings(Optional.of("eu-central-1"), Optional.empty(), 5);

  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    System.setProperty("aws.accessKeyId", "AKIDTEST");
    System.setProperty("aws.secretAccessKey", "test");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            seen.add(
                new Seen(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath(),
                    exchange.getRequestHeaders(),
                    body));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pay", "pay:live", "arn:aws:lambda:eu-central-1:123456789012:function:pay:live"})
  void request_is_addressed_and_signed_as_the_sdk_does_it(String function) throws Exception {
    LambdaSettings settings =
        new LambdaSettings(SETTINGS.region(), Optional.of(url()), SETTINGS.maximumConnections());
    try (LambdaFunctions ours = LambdaFunctions.open(settings);
        SdkHttpClient http = LambdaClients.http(5);
        LambdaClient sdk = LambdaClients.create(settings, http)) {
      var unused =
          ours.function(function, Duration.ofSeconds(5)).invoke("{\"a\":1}".getBytes(UTF_8));
      var ignored =
          sdk.invoke(
              request ->
                  request.functionName(function).payload(SdkBytes.fromUtf8String("{\"a\":1}")));
    }

    Seen own = seen.remove();
    Seen reference = seen.remove();
    assertThat(own.line()).isEqualTo(reference.line());
    assertThat(own.body()).isEqualTo(reference.body());
    assertThat(own.header("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDTEST/")
        .contains("/eu-central-1/lambda/aws4_request")
        .contains("host;", ";x-amz-date");
    assertThat(scope(own)).isEqualTo(scope(reference));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-central-1", "cn-north-1", "us-gov-west-1"})
  void without_an_endpoint_the_address_is_that_of_the_region(String region) throws Exception {
    LambdaSettings settings = new LambdaSettings(Optional.of(region), Optional.empty(), 5);
    try (SdkHttpClient http = LambdaClients.http(5);
        LambdaClient sdk = LambdaClients.create(settings, http)) {
      URI uri =
          new InvokeRequests(sdk, "pay")
              .signed(new byte[] {1}, Optional.empty())
              .httpRequest()
              .getUri();

      assertThat(uri.getScheme()).isEqualTo("https");
      assertThat(uri.getHost())
          .isEqualTo(
              "lambda."
                  + region
                  + (region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com"));
    }
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Credential scope without the date. */
  private static String scope(Seen request) {
    return request.header("Authorization").replaceAll(".*Credential=[^/]*/\\d+/([^,]*),.*", "$1");
  }

  private record Seen(String line, Headers headers, String body) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }
}
