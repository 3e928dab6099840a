package dev.triggerbridge.local.system.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A span as Zipkin's API shows it; Zipkin writes names in lower case. */
record ZipkinSpan(JsonObject json) {
  static Set<String> ids(List<ZipkinSpan> trace) {
    return trace.stream().map(span -> span.text("id")).collect(Collectors.toSet());
  }

  /** The span above the first one of this service and name. */
  static String parent(List<ZipkinSpan> trace, String service, String name) {
    String parent =
        trace.stream()
            .filter(span -> span.serviceAndName().equals(service + " " + name))
            .findFirst()
            .orElseThrow()
            .parentId();
    return trace.stream()
        .filter(span -> span.text("id").equals(parent))
        .findFirst()
        .map(ZipkinSpan::serviceAndName)
        .orElse("none");
  }

  String traceId() {
    return text("traceId");
  }

  String parentId() {
    return text("parentId");
  }

  String kind() {
    return text("kind");
  }

  String serviceAndName() {
    return json.getAsJsonObject("localEndpoint").get("serviceName").getAsString()
        + " "
        + text("name");
  }

  String tag(String name) {
    JsonElement tag = json.has("tags") ? json.getAsJsonObject("tags").get(name) : null;
    return tag == null ? "" : tag.getAsString();
  }

  private String text(String field) {
    JsonElement value = json.get(field);
    return value == null ? "" : value.getAsString();
  }
}
