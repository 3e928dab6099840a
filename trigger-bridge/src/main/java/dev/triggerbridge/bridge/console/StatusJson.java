package dev.triggerbridge.bridge.console;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON of the health and status pages. */
public final class StatusJson {
  private static final JsonFactory JSON = new JsonFactory();

  private StatusJson() {}

  static byte[] live() {
    return write(json -> json.writeBooleanProperty("live", true));
  }

  /** Ready or not, and per mapping that is not ready, why. */
  static byte[] readiness(BridgeStatus status) {
    return write(
        json -> {
          json.writeBooleanProperty("ready", status.isReady());
          if (status.shuttingDown()) {
            json.writeStringProperty("reason", "the bridge is shutting down");
          }
          json.writeArrayPropertyStart("notReady");
          for (MappingStatus mapping : status.mappings()) {
            if (!mapping.ready()) {
              json.writeStartObject();
              json.writeStringProperty("mapping", mapping.name());
              json.writeStringProperty("state", mapping.state());
              json.writeStringProperty("reason", mapping.reason());
              json.writeEndObject();
            }
          }
          json.writeEndArray();
        });
  }

  /** Everything. */
  public static byte[] full(BridgeStatus status) {
    return write(
        json -> {
          json.writeStringProperty("instance", status.instance());
          json.writeStringProperty("version", status.version());
          json.writeNumberProperty("uptimeSeconds", status.uptime().toSeconds());
          json.writeBooleanProperty("ready", status.isReady());
          json.writeBooleanProperty("shuttingDown", status.shuttingDown());
          json.writeArrayPropertyStart("mappings");
          status.mappings().forEach(mapping -> mapping(json, mapping));
          json.writeEndArray();
        });
  }

  private static void mapping(JsonGenerator json, MappingStatus mapping) {
    json.writeStartObject();
    json.writeStringProperty("name", mapping.name());
    json.writeStringProperty("stream", mapping.stream());
    json.writeStringProperty("consumer", mapping.consumer());
    json.writeStringProperty("functionName", mapping.functionName());
    json.writeBooleanProperty("ready", mapping.ready());
    json.writeStringProperty("state", mapping.state());
    if (!mapping.reason().isEmpty()) {
      json.writeStringProperty("reason", mapping.reason());
    }
    for (Map.Entry<String, Long> figure : mapping.figures().entrySet()) {
      json.writeNumberProperty(figure.getKey(), figure.getValue());
    }
    json.writeEndObject();
  }

  private static byte[] write(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      body.writeTo(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private interface Body {
    void writeTo(JsonGenerator json);
  }
}
