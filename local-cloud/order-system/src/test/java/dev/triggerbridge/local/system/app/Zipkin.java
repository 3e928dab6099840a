package dev.triggerbridge.local.system.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Zipkin's API. Blocking. By HTTP/1.1: the server answers an upgrade to HTTP/2 now and then with
 * what the client cannot read.
 */
record Zipkin(URI url) {
  /** Every span of a trace; empty if there is none. */
  List<ZipkinSpan> trace(String id) throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/api/v2/trace/" + id);
    return answer.statusCode() == 200
        ? spans(JsonParser.parseString(answer.body()).getAsJsonArray())
        : List.of();
  }

  /** The spans of this name, whatever trace they are in. */
  List<ZipkinSpan> named(String service, String name) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        get("/api/v2/traces?limit=100&serviceName=" + service + "&spanName=" + name);
    List<ZipkinSpan> found = new ArrayList<>();
    for (JsonElement trace : JsonParser.parseString(answer.body()).getAsJsonArray()) {
      found.addAll(spans(trace.getAsJsonArray()));
    }
    return found.stream().filter(span -> span.serviceAndName().endsWith(" " + name)).toList();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static List<ZipkinSpan> spans(JsonArray array) {
    return array.asList().stream().map(each -> new ZipkinSpan(each.getAsJsonObject())).toList();
  }
}
