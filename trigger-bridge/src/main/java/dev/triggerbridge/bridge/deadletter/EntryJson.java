package dev.triggerbridge.bridge.deadletter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A dead letter as JSON, {@code natsdeadletter/1}, documented in {@code docs/contract.md}. */
public final class EntryJson {
  private static final JsonFactory JSON = new JsonFactory();

  private EntryJson() {}

  /** Everything, the payload in base64. */
  public static byte[] bytes(DeadLetterEntry entry) {
    return write(entry, true);
  }

  /**
   * For a reader of the command line.
   *
   * @param withData false leaves the payload out
   */
  public static String text(DeadLetterEntry entry, boolean withData) {
    return new String(write(entry, withData), StandardCharsets.UTF_8);
  }

  private static byte[] write(DeadLetterEntry entry, boolean withData) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 + entry.data().length * 4 / 3);
    try (JsonGenerator out =
        JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      out.writeStartObject();
      out.writeStringProperty("schema", "natsdeadletter/1");
      out.writeStringProperty("id", entry.id());
      writeOrigin(out, entry.origin());
      writeFailure(out, entry.failure());
      writeHeaders(out, entry);
      if (!entry.dataRef().isEmpty()) {
        out.writeStringProperty("dataRef", entry.dataRef());
      } else if (withData) {
        out.writeName("data");
        out.writeBinary(entry.data());
      }
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeOrigin(JsonGenerator out, Origin origin) {
    out.writeStringProperty("mapping", origin.mapping());
    out.writeObjectPropertyStart("origin");
    out.writeStringProperty("stream", origin.stream());
    out.writeStringProperty("epoch", origin.epoch());
    out.writeStringProperty("consumer", origin.consumer());
    out.writeStringProperty("streamSequence", Long.toString(origin.sequence()));
    out.writeStringProperty("subject", origin.subject());
    out.writeStringProperty("timestamp", origin.timestamp().toString());
    out.writeStringProperty("messageId", origin.messageId());
    out.writeEndObject();
  }

  private static void writeFailure(JsonGenerator out, Failure failure) {
    out.writeNumberProperty("attempts", failure.attempts());
    out.writeNumberProperty("deliveries", failure.deliveries());
    out.writeObjectPropertyStart("error");
    out.writeStringProperty("class", failure.errorClass());
    out.writeStringProperty("code", failure.code());
    out.writeStringProperty("message", failure.message());
    out.writeEndObject();
    out.writeStringProperty("time", failure.time().toString());
  }

  private static void writeHeaders(JsonGenerator out, DeadLetterEntry entry) {
    out.writeObjectPropertyStart("headers");
    for (Map.Entry<String, List<String>> header : entry.headers().values().entrySet()) {
      out.writeArrayPropertyStart(header.getKey());
      header.getValue().forEach(out::writeString);
      out.writeEndArray();
    }
    out.writeEndObject();
  }
}
