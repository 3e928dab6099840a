package dev.triggerbridge.bridge.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Who may ask what, over HTTP: requests are written by hand, since clients choose their headers.
 */
class ConsolePageTest {
  private static final String TOKEN = "sixteen-characters-or-more";
  private static final String WRITE =
      "X-Requested-By: console\r\nContent-Type: application/json\r\n";

  private final List<String> paused = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T07:00:00Z");
  private final HttpServer server;

  ConsolePageTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void loopback_without_a_token_serves_its_page_and_forbids_everything_that_is_not_its_own()
      throws IOException {
    serve(Access.of("127.0.0.1", true, Optional.empty(), () -> now));

    String page = ask("GET / HTTP/1.1", "Host: localhost:8080\r\n");

    assertThat(page).startsWith("HTTP/1.1 200").contains("<div id=\"app\">");
    assertThat(page)
        .containsIgnoringCase("content-security-policy: default-src 'none'; script-src 'self'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(ask("GET /assets/lit-html/lit-html.js HTTP/1.1", "Host: 127.0.0.1\r\n"))
        .containsIgnoringCase("content-type: text/javascript");
    assertThat(ask("GET /assets/../Assets.class HTTP/1.1", "Host: 127.0.0.1\r\n"))
        .startsWith("HTTP/1.1 404");
  }

  @Test
  void name_of_another_machine_is_refused_so_that_dns_rebinding_sees_nothing() throws IOException {
    serve(Access.of("127.0.0.1", true, Optional.empty(), () -> now));

    for (String host : List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil:80")) {
      assertThat(ask("GET /api/overview HTTP/1.1", "Host: " + host + "\r\n"))
          .startsWith("HTTP/1.1 403")
          .contains("\"field\":\"Host\"")
          .doesNotContain("mappings");
    }
    assertThat(ask("GET /api/overview HTTP/1.1", "Host: [::1]:8080\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void change_that_another_site_could_have_asked_for_is_refused() throws IOException {
    serve(Access.of("127.0.0.1", true, Optional.empty(), () -> now));
    String host = "Host: 127.0.0.1:8080\r\n";
    String pause = "POST /api/mappings/work/pause HTTP/1.1";

    assertThat(ask(pause, host + "Content-Type: application/json\r\n")).startsWith("HTTP/1.1 403");
    assertThat(ask(pause, host + "X-Requested-By: console\r\nContent-Type: text/plain\r\n"))
        .startsWith("HTTP/1.1 415");
    assertThat(ask(pause, host + WRITE + "Origin: http://127.0.0.1:9999\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(ask(pause, host + WRITE + "Origin: null\r\n")).startsWith("HTTP/1.1 403");
    assertThat(ask(pause, host + WRITE + "Sec-Fetch-Site: cross-site\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(paused).isEmpty();

    assertThat(ask(pause, host + WRITE + "Origin: http://127.0.0.1:8080\r\n"))
        .startsWith("HTTP/1.1 200")
        .contains("{\"mapping\":\"work\",\"paused\":true}");
    assertThat(paused).containsExactly("work");
  }

  @Test
  void address_that_is_not_loopback_has_no_console_without_a_token() throws IOException {
    serve(Access.of("0.0.0.0", true, Optional.empty(), () -> now));

    assertThat(ask("GET / HTTP/1.1", "Host: 127.0.0.1\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("http.host = 0.0.0.0 is not loopback", "Set http.console.token");
    assertThat(ask("GET /api/session HTTP/1.1", "Host: 127.0.0.1\r\n")).startsWith("HTTP/1.1 403");
  }

  @Test
  void console_that_nobody_wants_is_off() throws IOException {
    serve(Access.of("127.0.0.1", false, Optional.of(TOKEN.toCharArray()), () -> now));

    assertThat(ask("GET /api/overview HTTP/1.1", "Host: 127.0.0.1\r\nAuthorization: Bearer x\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("http.console.enabled is false");
  }

  @Test
  void token_opens_as_bearer_and_as_a_session_that_ends() throws IOException {
    serve(Access.of("0.0.0.0", true, Optional.of(TOKEN.toCharArray()), () -> now));
    String host = "Host: bridge.internal\r\n";
    String overview = "GET /api/overview HTTP/1.1";

    assertThat(ask(overview, host)).startsWith("HTTP/1.1 401").doesNotContain("instance");
    assertThat(ask(overview, host + "Authorization: Bearer " + TOKEN + "x\r\n"))
        .startsWith("HTTP/1.1 401");
    assertThat(ask(overview, host + "Authorization: Bearer " + TOKEN + "\r\n"))
        .startsWith("HTTP/1.1 200");

    String signedIn =
        ask(
            "POST /api/session HTTP/1.1",
            host + WRITE + "X-Forwarded-Proto: https\r\n",
            "{\"token\":\"" + TOKEN + "\"}");
    String cookie = signedIn.replaceAll("(?is).*set-cookie: ([^;]+).*", "$1");
    assertThat(signedIn).contains("HttpOnly", "SameSite=Strict", "Secure").doesNotContain(TOKEN);
    assertThat(ask(overview, host + "Cookie: a=b; " + cookie + "\r\n")).startsWith("HTTP/1.1 200");
    String forged = cookie.replaceFirst("=\\d+", "=99999999999");
    assertThat(ask(overview, host + "Cookie: " + forged + "\r\n")).startsWith("HTTP/1.1 401");

    now = now.plus(Sessions.LIFE).plusSeconds(1);
    assertThat(ask(overview, host + "Cookie: " + cookie + "\r\n")).startsWith("HTTP/1.1 401");
  }

  @Test
  void who_guesses_has_to_wait() throws IOException {
    serve(Access.of("0.0.0.0", true, Optional.of(TOKEN.toCharArray()), () -> now));
    String guess = "POST /api/session HTTP/1.1";
    String headers = "Host: bridge\r\n" + WRITE;
    String right = "{\"token\":\"" + TOKEN + "\"}";

    for (int i = 0; i < Sessions.MOST_FAILURES; i++) {
      assertThat(ask(guess, headers, "{\"token\":\"guess\"}")).startsWith("HTTP/1.1 401");
    }
    assertThat(ask(guess, headers, right)).startsWith("HTTP/1.1 429");

    now = now.plus(Sessions.WINDOW).plus(Duration.ofSeconds(1));
    assertThat(ask(guess, headers, right)).startsWith("HTTP/1.1 200");
  }

  @Test
  void field_that_cannot_be_used_is_named_with_its_remedy() throws IOException {
    serve(Access.of("127.0.0.1", true, Optional.empty(), () -> now));
    String host = "Host: 127.0.0.1\r\n";

    assertThat(ask("GET /api/dead-letters?limit=0 HTTP/1.1", host))
        .startsWith("HTTP/1.1 400")
        .contains("\"field\":\"limit\",\"value\":\"0\"", "\"remedy\"");
    assertThat(ask("GET /api/stories?query=x&back=2w HTTP/1.1", host))
        .contains("\"field\":\"back\",\"value\":\"2w\"", "Send 30m, 2h or 7d");
    assertThat(ask("POST /api/dead-letters/redrive HTTP/1.1", host + WRITE, "{\"entries\":7}"))
        .contains("\"field\":\"entries\"", "is not a list of texts");
    assertThat(ask("POST /api/filters/test HTTP/1.1", host + WRITE, "{\"secret"))
        .startsWith("HTTP/1.1 400")
        .doesNotContain("secret");
    assertThat(ask("GET /api/nothing HTTP/1.1", host)).startsWith("HTTP/1.1 404");
  }

  @SuppressWarnings("NullAway") // The other desks are never asked here.
  private void serve(Access access) {
    ConsolePage page = new ConsolePage(access, new Desks(new OneMapping(), null, null, null));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            page.serve(exchange);
          }
        });
  }

  private String ask(String request, String headers) throws IOException {
    return ask(request, headers, "{}");
  }

  private String ask(String request, String headers, String body) throws IOException {
    String sent = request.startsWith("GET") ? "" : body;
    try (Socket socket = new Socket("127.0.0.1", server.getAddress().getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          (request
                  + "\r\n"
                  + headers
                  + "Connection: close\r\nContent-Length: "
                  + sent.length()
                  + "\r\n\r\n"
                  + sent)
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private final class OneMapping implements MappingDesk {
    @Override
    public Overview overview() {
      return new Overview(now, "1", "r1", true, List.of(), List.of(), List.of());
    }

    @Override
    public void pause(String mapping) {
      paused.add(mapping);
    }

    @Override
    public void resume(String mapping) {
      paused.remove(mapping);
    }
  }
}
