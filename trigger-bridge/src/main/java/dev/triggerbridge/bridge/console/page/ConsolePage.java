package dev.triggerbridge.bridge.console.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page under {@code /}, its files under {@code /assets/} and its API under {@code
 * /api/}. Who may do that is for {@link Access} to say; payloads go to those and into no log.
 * Thread-safe.
 */
public final class ConsolePage {
  static final int LONGEST_BODY = 2 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(ConsolePage.class);
  private static final String ASSETS = "/assets/";
  private static final String API = "/api/";
  private static final String JSON = "application/json";

  /** Nothing but our own files, no script or style in the page itself, no frame around it. */
  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
              + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private final Guard guard;
  private final Api api;
  private final Assets assets = new Assets();

  /** Shows and does what is behind the desks. */
  public ConsolePage(Access access, Desks desks) {
    this.guard = new Guard(access);
    this.api = new Api(desks);
  }

  /** Whether a request to this path is for the page. */
  public static boolean owns(String path) {
    return path.equals("/") || path.startsWith(ASSETS) || path.startsWith(API);
  }

  /** Answers; does not close the exchange. */
  public void serve(HttpExchange exchange) throws IOException {
    SECURITY.forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    try {
      guard.place(exchange.getRequestHeaders());
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith(API)) {
        answer(exchange, 200, JSON, RecordJson.of(called(exchange, path.substring(API.length()))));
      } else {
        file(exchange, path.equals("/") ? "index.html" : path.substring(ASSETS.length()));
      }
    } catch (ProblemException e) {
      refuse(exchange, e.problem());
    } catch (IOException e) {
      LOG.debug("the console could not answer", e);
      refuse(exchange, new Problem(502, "", "", reason(e), "Try again; see the bridge's log"));
    } catch (RuntimeException e) {
      LOG.error("the console could not answer {}", exchange.getRequestURI().getPath(), e);
      refuse(exchange, new Problem(500, "", "", "this is a defect", "See the bridge's log"));
    }
  }

  private Object called(HttpExchange exchange, String call) throws IOException, ProblemException {
    Headers headers = exchange.getRequestHeaders();
    boolean reads = exchange.getRequestMethod().equals("GET");
    if (!reads) {
      Guard.write(headers);
    }
    if (call.equals("session")) {
      return session(exchange);
    }
    if (!guard.isKnown(headers)) {
      throw new ProblemException(
          new Problem(401, "token", "", "is needed", "Sign in, or send Authorization: Bearer"));
    }
    if (reads) {
      return api.get(call, Query.of(exchange.getRequestURI().getRawQuery()));
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      throw new ProblemException(
          new Problem(405, "", exchange.getRequestMethod(), "is not known here", "GET or POST"));
    }
    return api.post(call, Fields.read(body(exchange)), who(exchange));
  }

  /** Says who one is, lets in and lets out. */
  private Object session(HttpExchange exchange) throws IOException, ProblemException {
    Optional<Sessions> sessions = guard.sessions();
    if (sessions.isEmpty() || exchange.getRequestMethod().equals("GET")) {
      return new Session(sessions.isPresent(), guard.isKnown(exchange.getRequestHeaders()));
    }
    if (exchange.getRequestMethod().equals("DELETE")) {
      cookie(exchange, "", 0);
      return new Session(true, false);
    }
    if (sessions.get().isUnderAttack()) {
      throw new ProblemException(
          new Problem(429, "token", "", "was wrong too often", "Wait a minute"));
    }
    String token = Fields.read(body(exchange)).required("token", "Send http.console.token");
    if (!sessions.get().isToken(token)) {
      LOG.warn("a wrong token was shown to the console by {}", who(exchange));
      throw new ProblemException(
          new Problem(401, "token", "", "is not the one", "Look up http.console.token"));
    }
    cookie(exchange, sessions.get().begin(), Sessions.LIFE.toSeconds());
    return new Session(true, true);
  }

  private static void cookie(HttpExchange exchange, String value, long seconds) {
    String forwarded = exchange.getRequestHeaders().getFirst("X-Forwarded-Proto");
    exchange
        .getResponseHeaders()
        .add(
            "Set-Cookie",
            "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                .formatted(
                    Guard.COOKIE, value, seconds, "https".equals(forwarded) ? "; Secure" : ""));
  }

  private void file(HttpExchange exchange, String name) throws IOException, ProblemException {
    Assets.Asset asset =
        assets
            .find(name)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.notFound("path", name, "is no file of the page", "Open /")));
    answer(exchange, 200, asset.type(), asset.bytes());
  }

  private static byte[] body(HttpExchange exchange) throws IOException, ProblemException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(LONGEST_BODY + 1);
      if (body.length > LONGEST_BODY) {
        throw new ProblemException(
            new Problem(413, "", "", "the body is larger than 2 MiB", "Send less"));
      }
      return body;
    }
  }

  private static void refuse(HttpExchange exchange, Problem problem) throws IOException {
    answer(exchange, problem.status(), JSON, RecordJson.of(new Refusal(problem)));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String who(HttpExchange exchange) {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /**
   * Whether one has to sign in.
   *
   * @param tokenNeeded whether there is a token at all
   * @param signedIn whether this request may use the API
   */
  public record Session(boolean tokenNeeded, boolean signedIn) {}

  /** The body of every refusal. */
  public record Refusal(Problem error) {}
}
