package dev.triggerbridge.bridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private volatile BridgeStatus status = status(false, mapping("payment", true, ""));
  private final Console console = Console.start("127.0.0.1", 0, () -> status, new TwoFormats());

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void live_answers_whatever_the_mappings_do() throws Exception {
    status = status(true, mapping("payment", false, "stalled"));

    HttpResponse<String> answer = get("/health/live");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"live\":true}");
  }

  @Test
  void ready_with_every_mapping_in_progress_answers_200() throws Exception {
    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"ready\":true,\"notReady\":[]}");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void ready_with_a_stalled_mapping_answers_503_and_says_why() throws Exception {
    status =
        status(
            false,
            mapping("payment", true, ""),
            mapping("audit", false, "no pull has been answered for 40s \"x\""));

    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo(
            "{\"ready\":false,\"notReady\":[{\"mapping\":\"audit\",\"state\":\"STALLED\","
                + "\"reason\":\"no pull has been answered for 40s \\\"x\\\"\"}]}");
  }

  @Test
  void ready_while_shutting_down_answers_503() throws Exception {
    status = status(true, mapping("payment", true, ""));

    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("shutting down");
  }

  @Test
  void status_shows_every_mapping_with_its_figures() throws Exception {
    assertThat(get("/status").body())
        .isEqualTo(
            "{\"instance\":\"r1\",\"version\":\"1.2.3\",\"uptimeSeconds\":61,\"ready\":true,\"shuttingDown\":false,"
                + "\"mappings\":[{\"name\":\"payment\",\"stream\":\"ORDERS\","
                + "\"consumer\":\"payment\",\"functionName\":\"pay\",\"ready\":true,"
                + "\"state\":\"RUNNING\",\"recordsInFlight\":3}]}");
  }

  @Test
  void metrics_are_written_in_the_format_that_is_accepted() throws Exception {
    HttpResponse<String> plain = get("/metrics");
    HttpResponse<String> other = get("/metrics", "application/openmetrics-text");

    assertThat(plain.body()).isEqualTo("plain");
    assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/plain");
    assertThat(other.body()).isEqualTo("open");
  }

  @Test
  void unknown_path_answers_404() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void nothing_can_be_changed() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + console.port() + "/status");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest post =
          HttpRequest.newBuilder(uri)
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .timeout(Duration.ofSeconds(10))
              .build();

      assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(405);
    }
  }

  @Test
  void port_in_use_is_named_with_the_remedy() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  Console.start("127.0.0.1", taken.getLocalPort(), () -> status, new TwoFormats()))
          .withMessageContaining("http.port = " + taken.getLocalPort())
          .withMessageContaining("configure another");
    }
  }

  @Test
  void loopback_host_is_not_reachable_from_outside() throws IOException {
    for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : card.inetAddresses().toList()) {
        assertThat(address.isLoopbackAddress() || refuses(address)).as("%s", address).isTrue();
      }
    }
  }

  private boolean refuses(InetAddress address) {
    try (Socket socket = new Socket(address, console.port())) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  private static BridgeStatus status(boolean shuttingDown, MappingStatus... mappings) {
    return new BridgeStatus("r1", "1.2.3", Duration.ofSeconds(61), shuttingDown, List.of(mappings));
  }

  private static MappingStatus mapping(String name, boolean ready, String reason) {
    return new MappingStatus(
        name,
        "ORDERS",
        name,
        "pay",
        ready,
        ready ? "RUNNING" : "STALLED",
        reason,
        Map.of("recordsInFlight", 3L));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, "*/*");
  }

  private HttpResponse<String> get(String path, String accept)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + console.port() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(uri)
              .header("Accept", accept)
              .timeout(Duration.ofSeconds(10))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static final class TwoFormats implements MetricsPage {
    @Override
    public String contentType(String accept) {
      return accept.contains("openmetrics") ? accept : "text/plain";
    }

    @Override
    public void write(String accept, OutputStream out) throws IOException {
      String text = accept.contains("openmetrics") ? "open" : "plain";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
