package dev.triggerbridge.functions.payment.gateway;

import dev.triggerbridge.functions.support.tracing.ClientSpan;
import dev.triggerbridge.functions.support.tracing.Tracing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests and answers on the wire, over the JDK's URL connection because it starts fastest. */
final class GatewayHttp {
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

  // What the adapter was written and tested against; without it the account's default would count.
  private static final String API_VERSION = "2026-07-29.dahlia";

  private final URI base;
  private final String apiKey;
  private final int connectMillis;
  private final int readMillis;

  GatewayHttp(URI base, String apiKey, Duration connectTimeout, Duration readTimeout) {
    this.base = base;
    this.apiKey = apiKey;
    this.connectMillis = Math.toIntExact(connectTimeout.toMillis());
    this.readMillis = Math.toIntExact(readTimeout.toMillis());
  }

  HttpAnswer get(String path) throws IOException {
    return followed("GET", path, () -> read(open(path)));
  }

  HttpAnswer post(String path, String key, Map<String, String> form) throws IOException {
    return followed("POST", path, () -> read(posted(path, key, form)));
  }

  private HttpURLConnection posted(String path, String key, Map<String, String> form)
      throws IOException {
    byte[] body = encode(form).getBytes(StandardCharsets.UTF_8);
    HttpURLConnection connection = open(path);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Idempotency-Key", key);
    connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
    // Otherwise the JDK repeats a POST whose connection broke, behind the state machine's back.
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream output = connection.getOutputStream()) {
      output.write(body);
    }
    return connection;
  }

  /** Without the query, which names an order. */
  private HttpAnswer followed(String method, String path, Request request) throws IOException {
    String route = path.replaceAll("\\?.*", "");
    Map<String, String> facts =
        Map.of(
            "http.request.method",
            method,
            "url.full",
            base + route,
            "server.address",
            String.valueOf(base.getHost()));
    try (ClientSpan span = Tracing.get().client(method + " " + route, facts)) {
      try {
        HttpAnswer answer = request.send();
        span.set("http.response.status_code", answer.status());
        if (answer.status() >= 500) {
          span.failed(String.valueOf(answer.status()));
        }
        return answer;
      } catch (IOException e) {
        span.failed(e.getClass().getSimpleName());
        throw e;
      }
    }
  }

  /** One segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String encode(Map<String, String> form) {
    StringBuilder encoded = new StringBuilder();
    form.forEach(
        (name, value) ->
            encoded
                .append(encoded.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return encoded.toString();
  }

  private HttpURLConnection open(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(base + path).toURL().openConnection();
    connection.setConnectTimeout(connectMillis);
    connection.setReadTimeout(readMillis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Stripe-Version", API_VERSION);
    if (!apiKey.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + apiKey);
    }
    return connection;
  }

  private static HttpAnswer read(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    byte[] body;
    try (InputStream stream =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      body = stream == null ? new byte[0] : stream.readAllBytes();
    }
    return new HttpAnswer(
        status, parse(status, body), retryAfter(connection.getHeaderField("Retry-After")));
  }

  private static JsonTree parse(int status, byte[] body) throws IOException {
    try {
      return JsonTree.parse(body);
    } catch (IOException e) {
      // A proxy in front answers errors with HTML: there the status says enough.
      if (status >= 500 || status == 429) {
        return new JsonTree(null);
      }
      throw e;
    }
  }

  private static Duration retryAfter(@Nullable String header) {
    if (header == null || !header.matches("\\d{1,6}")) {
      return DEFAULT_RETRY_AFTER;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(header));
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }

  private interface Request {
    HttpAnswer send() throws IOException;
  }

  /** One answer; {@code retryAfter} is a default unless the gateway gave one. */
  record HttpAnswer(int status, JsonTree json, Duration retryAfter) {
    boolean isOk() {
      return status == 200;
    }

    String errorType() {
      return json.at("error").at("type").text();
    }

    String errorCode() {
      return json.at("error").at("code").text();
    }
  }
}
