package dev.triggerbridge.functions.support;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes natsbatch-result/1, under Lambda's limit of 6 MB. */
final class ResponseWriter {
  static final String SCHEMA = "natsbatch-result/1";
  static final int MAX_MESSAGE_CHARS = 512;
  private static final int LAMBDA_LIMIT = 6 * 1024 * 1024;
  private static final JsonFactory JSON = new JsonFactory();

  private ResponseWriter() {}

  /**
   * Holds back results that would take the answer over the limit: their effects are stored, so a
   * redelivery returns the same events. The first result always fits, so every round gets on.
   */
  static List<RecordResult> fit(RecordBatch batch, List<RecordResult> results) {
    return fit(batch, results, LAMBDA_LIMIT);
  }

  static List<RecordResult> fit(RecordBatch batch, List<RecordResult> results, int limit) {
    long size = write(batch, results).length;
    if (size <= limit) {
      return results;
    }
    List<RecordResult> fitted = new ArrayList<>(results);
    for (int index = results.size() - 1; index > 0 && size > limit; index--) {
      RecordResult result = results.get(index);
      if (result.outcome() instanceof Outcome.Ok ok && !ok.events().isEmpty()) {
        RecordResult held =
            result.with(
                Outcome.notAttempted(
                    "RESPONSE_FULL", "its events did not fit into this answer any more"));
        size += bytes(held) - (long) bytes(result);
        fitted.set(index, held);
      }
    }
    return fitted;
  }

  static byte[] write(RecordBatch batch, List<RecordResult> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("schema", SCHEMA);
      json.writeStringProperty("batchId", batch.batchId());
      json.writeArrayPropertyStart("results");
      results.forEach(result -> write(json, result));
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static int bytes(RecordResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(json, result);
    }
    return bytes.size();
  }

  private static void write(JsonGenerator json, RecordResult result) {
    json.writeStartObject();
    json.writeStringProperty("id", result.record().id());
    switch (result.outcome()) {
      case Outcome.Ok ok -> {
        json.writeStringProperty("status", "ok");
        json.writeArrayPropertyStart("events");
        ok.events().forEach(event -> write(json, event, result.record()));
        json.writeEndArray();
      }
      case Outcome.Retry retry -> {
        json.writeStringProperty("status", "retry");
        json.writeStringProperty("class", retry.retryClass().name());
        if (retry.delay() != null) {
          json.writeNumberProperty("delayMs", retry.delay().toMillis());
        }
        writeReason(json, retry.code(), retry.message());
      }
      case Outcome.Reject reject -> {
        json.writeStringProperty("status", "reject");
        writeReason(json, reject.code(), reject.message());
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, OutputEvent event, RawRecord cause) {
    json.writeStartObject();
    json.writeStringProperty("id", event.id());
    json.writeStringProperty("subject", event.subject());
    json.writeStringProperty("contentType", OutputEvent.CONTENT_TYPE);
    json.writeStringProperty("dataSchema", event.dataSchema());
    if (event.deliverAt() != null) {
      json.writeStringProperty("deliverAt", event.deliverAt().toString());
    }
    json.writeObjectPropertyStart("headers");
    for (Trace.Header header : Trace.carriedOn(cause)) {
      json.writeArrayPropertyStart(header.name());
      json.writeString(header.value());
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeName("data");
    json.writeBinary(event.data().toByteArray());
    json.writeEndObject();
  }

  private static void writeReason(JsonGenerator json, String code, String message) {
    json.writeStringProperty("code", code);
    json.writeStringProperty(
        "message",
        message.length() <= MAX_MESSAGE_CHARS ? message : message.substring(0, MAX_MESSAGE_CHARS));
  }
}
