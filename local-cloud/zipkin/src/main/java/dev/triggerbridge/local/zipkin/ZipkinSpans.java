package dev.triggerbridge.local.zipkin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;

/**
 * OTLP's spans in Zipkin's format, version 2, as OpenTelemetry's specification maps them. Zipkin
 * has no links: they become tags {@code link.0}, {@code link.1} with trace and span. Pure.
 */
final class ZipkinSpans {
  private static final int MOST_LINKS = 20;
  private static final HexFormat HEX = HexFormat.of();

  private ZipkinSpans() {}

  static String json(ExportTraceServiceRequest request) {
    JsonArray spans = new JsonArray();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> spans.add(span(span, resource.getResource())));
      }
    }
    return spans.toString();
  }

  private static JsonObject span(Span span, Resource resource) {
    JsonObject json = new JsonObject();
    json.addProperty("traceId", hex(span.getTraceId()));
    json.addProperty("id", hex(span.getSpanId()));
    if (!span.getParentSpanId().isEmpty()) {
      json.addProperty("parentId", hex(span.getParentSpanId()));
    }
    json.addProperty("name", span.getName());
    String kind = kind(span.getKind());
    if (!kind.isEmpty()) {
      json.addProperty("kind", kind);
    }
    json.addProperty("timestamp", span.getStartTimeUnixNano() / 1_000);
    json.addProperty(
        "duration", Math.max(1, (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1_000));
    JsonObject endpoint = new JsonObject();
    endpoint.addProperty("serviceName", service(resource));
    json.add("localEndpoint", endpoint);
    json.add("annotations", events(span));
    json.add("tags", tags(span, resource));
    return json;
  }

  private static JsonArray events(Span span) {
    JsonArray annotations = new JsonArray();
    for (Span.Event event : span.getEventsList()) {
      JsonObject annotation = new JsonObject();
      annotation.addProperty("timestamp", event.getTimeUnixNano() / 1_000);
      annotation.addProperty("value", event.getName());
      annotations.add(annotation);
    }
    return annotations;
  }

  private static JsonObject tags(Span span, Resource resource) {
    JsonObject tags = new JsonObject();
    for (KeyValue attribute : resource.getAttributesList()) {
      if (attribute.getKey().startsWith("faas.") || attribute.getKey().startsWith("cloud.")) {
        tags.addProperty(attribute.getKey(), text(attribute.getValue()));
      }
    }
    for (KeyValue attribute : span.getAttributesList()) {
      tags.addProperty(attribute.getKey(), text(attribute.getValue()));
    }
    for (int i = 0; i < Math.min(MOST_LINKS, span.getLinksCount()); i++) {
      Span.Link link = span.getLinks(i);
      tags.addProperty("link." + i, hex(link.getTraceId()) + "/" + hex(link.getSpanId()));
    }
    if (span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR) {
      tags.addProperty("otel.status_code", "ERROR");
      tags.addProperty("error", span.getStatus().getMessage());
    }
    return tags;
  }

  private static String service(Resource resource) {
    for (KeyValue attribute : resource.getAttributesList()) {
      if (attribute.getKey().equals("service.name")) {
        return text(attribute.getValue());
      }
    }
    return "unknown";
  }

  private static String kind(Span.SpanKind kind) {
    return switch (kind) {
      case SPAN_KIND_CLIENT -> "CLIENT";
      case SPAN_KIND_SERVER -> "SERVER";
      case SPAN_KIND_PRODUCER -> "PRODUCER";
      case SPAN_KIND_CONSUMER -> "CONSUMER";
      case SPAN_KIND_INTERNAL, SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case ARRAY_VALUE ->
          String.join(
              ",", value.getArrayValue().getValuesList().stream().map(ZipkinSpans::text).toList());
      default -> "";
    };
  }

  private static String hex(ByteString bytes) {
    return HEX.formatHex(bytes.toByteArray());
  }
}
