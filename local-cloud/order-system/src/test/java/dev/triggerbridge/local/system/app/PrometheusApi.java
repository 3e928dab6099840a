package dev.triggerbridge.local.system.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Asks a Prometheus. Methods block. */
final class PrometheusApi implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI prometheus;

  PrometheusApi(URI prometheus) {
    this.prometheus = prometheus;
  }

  /** How many finite values the expression has had since then, a second apart. */
  long values(String expression, Instant since) throws IOException, InterruptedException {
    JsonObject data =
        ask(
            "api/v1/query_range?step=1&start=%d&end=%d&query=%s"
                .formatted(
                    since.getEpochSecond(),
                    Instant.now().getEpochSecond(),
                    URLEncoder.encode(expression, StandardCharsets.UTF_8)));
    long finite = 0;
    for (JsonElement series : data.getAsJsonArray("result")) {
      finite += finite(series.getAsJsonObject().getAsJsonArray("values"));
    }
    return finite;
  }

  /** The alerts that are pending or firing, as JSON. */
  String alerts() throws IOException, InterruptedException {
    return ask("api/v1/alerts").toString();
  }

  @Override
  public void close() {
    client.close();
  }

  private static long finite(JsonArray values) {
    long finite = 0;
    for (JsonElement value : values) {
      if (Double.isFinite(
          Double.parseDouble(number(value.getAsJsonArray().get(1).getAsString())))) {
        finite++;
      }
    }
    return finite;
  }

  private static String number(String text) {
    return text.endsWith("Inf") ? "NaN" : text;
  }

  private JsonObject ask(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(prometheus.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.body());
    }
    return JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("data");
  }
}
