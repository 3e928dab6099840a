package dev.triggerbridge.functions.support;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON line per record on standard output, where Lambda takes its logs from. Ids, codes and the
 * frames of an exception; never a payload, and no exception's message, which may quote one.
 */
final class RecordLog {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int FRAMES = 8;

  private RecordLog() {}

  static void write(String functionName, RecordBatch batch, List<RecordResult> results) {
    for (RecordResult result : results) {
      System.out.println(line(functionName, batch, result, Instant.now()));
    }
  }

  static String line(String functionName, RecordBatch batch, RecordResult result, Instant time) {
    StringWriter line = new StringWriter();
    Outcome outcome = result.outcome();
    boolean markerHit = outcome instanceof Outcome.Ok ok && ok.markerHit();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("time", time.toString());
      json.writeStringProperty("level", outcome instanceof Outcome.Ok ? "INFO" : "WARN");
      json.writeStringProperty("event", markerHit ? "marker_hit" : "record");
      json.writeStringProperty("function", functionName);
      json.writeStringProperty("mapping", batch.source().mapping());
      json.writeStringProperty("batchId", batch.batchId());
      json.writeStringProperty("id", result.record().id());
      json.writeStringProperty(
          "messageId", Objects.requireNonNullElse(result.messageId(), result.record().messageId()));
      optional(json, "orderId", result.orderId());
      json.writeStringProperty("subject", result.record().subject());
      json.writeNumberProperty("deliveryCount", result.record().deliveryCount());
      optional(json, "traceId", Trace.id(result.record()));
      json.writeBooleanProperty("markerHit", markerHit);
      write(json, outcome);
      if (result.failure() != null) {
        write(json, result.failure());
      }
      json.writeEndObject();
    }
    return line.toString();
  }

  static String primingFailed(Throwable failure, Instant time) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("time", time.toString());
      json.writeStringProperty("level", "WARN");
      json.writeStringProperty("event", "priming_failed");
      write(json, failure);
      json.writeEndObject();
    }
    return line.toString();
  }

  private static void write(JsonGenerator json, Outcome outcome) {
    switch (outcome) {
      case Outcome.Ok ok -> {
        json.writeStringProperty("outcome", "ok");
        json.writeNumberProperty("events", ok.events().size());
      }
      case Outcome.Retry retry -> {
        json.writeStringProperty("outcome", "retry");
        json.writeStringProperty("class", retry.retryClass().name());
        json.writeStringProperty("code", retry.code());
      }
      case Outcome.Reject reject -> {
        json.writeStringProperty("outcome", "reject");
        json.writeStringProperty("code", reject.code());
      }
    }
  }

  private static void write(JsonGenerator json, Throwable failure) {
    json.writeStringProperty("exception", failure.getClass().getName());
    if (failure.getCause() != null) {
      json.writeStringProperty("cause", failure.getCause().getClass().getName());
    }
    json.writeArrayPropertyStart("frames");
    StackTraceElement[] frames = failure.getStackTrace();
    for (int index = 0; index < Math.min(FRAMES, frames.length); index++) {
      json.writeString(frames[index].toString());
    }
    json.writeEndArray();
  }

  private static void optional(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}
