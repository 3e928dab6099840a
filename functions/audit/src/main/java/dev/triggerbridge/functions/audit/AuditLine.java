package dev.triggerbridge.functions.audit;

import com.google.protobuf.ByteString;
import dev.triggerbridge.functions.support.RawRecord;
import dev.triggerbridge.functions.support.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One message as one line of JSON. The same message gives the same bytes at every attempt: nothing
 * of the delivery or the batch is in it, and headers are sorted. The trace context is left out:
 * where tracing is on, the bridge and this function have put that of this attempt there.
 */
final class AuditLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> OF_TRACING = Set.of("traceparent", "tracestate");

  private AuditLine() {}

  /** Appends the line and its line feed. */
  static void write(RecordBatch.Source source, RawRecord message, ByteArrayOutputStream content) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), content)) {
      json.writeStartObject();
      json.writeStringProperty("stream", source.stream());
      json.writeStringProperty("epoch", source.epoch());
      json.writeStringProperty("sequence", Long.toUnsignedString(message.streamSequence()));
      json.writeStringProperty("subject", message.subject());
      optional(json, "timestamp", message.timestamp());
      json.writeStringProperty("messageId", message.messageId());
      optional(json, "contentType", message.contentType());
      optional(json, "dataSchema", message.dataSchema());
      headers(json, message);
      ByteString payload = message.data();
      json.writeName("payload");
      json.writeBinary(payload.newInput(), payload.size());
      json.writeStringProperty("payloadSha256", Sha256.of(payload).hex());
      json.writeEndObject();
    }
    content.write('\n');
  }

  private static void headers(JsonGenerator json, RawRecord message) {
    json.writeObjectPropertyStart("headers");
    Map<String, List<String>> headers = new TreeMap<>(message.headers());
    headers.keySet().removeIf(name -> OF_TRACING.contains(name.toLowerCase(Locale.ROOT)));
    headers.forEach((name, values) -> header(json, name, values));
    json.writeEndObject();
  }

  private static void header(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void optional(JsonGenerator json, String name, @Nullable Object value) {
    if (value != null) {
      json.writeStringProperty(name, value.toString());
    }
  }
}
