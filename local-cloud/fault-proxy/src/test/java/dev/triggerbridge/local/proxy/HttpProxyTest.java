package dev.triggerbridge.local.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpProxyTest {
  private final List<String> served = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer server;
  private HttpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          served.add(exchange.getRequestMethod() + " " + new String(body, UTF_8));
          // Length 0 means chunks of unknown length.
          boolean chunked = exchange.getRequestURI().getPath().equals("/chunked");
          exchange.sendResponseHeaders(201, chunked ? 0 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    proxy = HttpProxy.start(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    client.close();
    proxy.close();
    server.stop(0);
  }

  @Test
  void request_is_forwarded_with_its_body_and_the_answer_comes_back() throws Exception {
    HttpResponse<String> answer = post("/plain", "one");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("one");
    assertThat(post("/chunked", "two").body()).isEqualTo("two");
    assertThat(proxy.requests()).isEqualTo(2);
    assertThat(proxy.struck()).isZero();
  }

  @Test
  void body_that_waits_for_permission_is_asked_for() throws Exception {
    java.net.http.HttpRequest request =
        java.net.http.HttpRequest.newBuilder(uri("/plain"))
            .expectContinue(true)
            .timeout(Duration.ofSeconds(10))
            .PUT(BodyPublishers.ofString("large"))
            .build();
    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("large");
    assertThat(served).containsExactly("PUT large");
  }

  @Test
  void injected_answer_keeps_the_request_from_the_server() throws Exception {
    proxy.rule(request -> new HttpRule.Fate.Answer(400, "text/plain", "no"));
    HttpResponse<String> answer = post("/plain", "one");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("no");
    assertThat(served).isEmpty();
    assertThat(proxy.struck()).isEqualTo(1);
  }

  @Test
  void lost_answer_leaves_the_work_done_and_the_client_without_one() {
    proxy.rule(request -> new HttpRule.Fate.LoseAnswer());
    assertThatThrownBy(() -> post("/plain", "one")).isInstanceOf(IOException.class);
    assertThat(served).contains("POST one");
  }

  @Test
  void tap_sees_request_and_answer_although_the_answer_is_lost() {
    List<String> seen = new CopyOnWriteArrayList<>();
    proxy.tap(
        new HttpTap() {
          @Override
          public void asked(long number, HttpRequest request) {
            seen.add("asked " + request.target() + " " + new String(request.body(), UTF_8));
          }

          @Override
          public void answered(long number, HttpRequest request, int status, byte[] body) {
            seen.add("answered " + status + " " + new String(body, UTF_8));
          }
        });
    proxy.rule(request -> new HttpRule.Fate.LoseAnswer());
    assertThatThrownBy(() -> post("/chunked", "one")).isInstanceOf(IOException.class);
    assertThat(seen).contains("asked /chunked one", "answered 201 one");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        java.net.http.HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + proxy.port() + path);
  }
}
