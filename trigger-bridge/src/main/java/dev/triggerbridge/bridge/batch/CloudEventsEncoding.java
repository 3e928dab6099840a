package dev.triggerbridge.bridge.batch;

import dev.triggerbridge.bridge.message.Delivery;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON batch format of CloudEvents 1.0 ({@code application/cloudevents-batch+json}), streamed.
 *
 * <p>A message that is a CloudEvent stays the one it is: in structured mode its payload goes as it
 * is, in binary mode its {@code ce-} headers are the attributes. Any other message becomes one of
 * the mapping's own making. Where a record came from is in extension attributes {@code nats...}.
 */
public final class CloudEventsEncoding implements Encoding {
  /** Attribute names, quotes, the timestamp and numbers of an event, rounded up. */
  private static final int EVENT_OVERHEAD = 420;

  private static final int ATTRIBUTE_OVERHEAD = 6;

  /** Those that the SDKs' readers take for JSON; other JSON goes as base64, unchanged. */
  private static final Pattern JSON_TYPE = Pattern.compile("(application|text)/([a-z]+\\+)?json");

  private static final Pattern CHARSET_AT_MOST =
      Pattern.compile("[^;]+(;\\s*(?i:charset)\\s*=\\s*\"?(?i:utf-8)\"?\\s*)?");

  private final JsonFactory json = new JsonFactory();
  private final String source;

  /**
   * For one mapping.
   *
   * @param source a URI reference, for messages that are not CloudEvents already
   */
  public CloudEventsEncoding(String source) {
    this.source = source;
  }

  /** The event's {@code id}. */
  @Override
  public String idOf(Delivery delivery) {
    String structured = structuredId(delivery);
    if (structured != null) {
      return structured;
    }
    Map<String, String> attributes = CloudEventHeaders.read(delivery);
    String id = attributes == null ? null : attributes.get("id");
    return id == null ? delivery.messageId() : id;
  }

  @Override
  public byte[] encode(String batchId, List<Delivery> deliveries) {
    long size = overhead();
    for (Delivery delivery : deliveries) {
      size += sizeOf(delivery);
    }
    var bytes = new ByteArrayOutputStream((int) Math.min(size, Integer.MAX_VALUE - 8));
    try (JsonGenerator out =
        json.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      out.writeStartArray();
      for (Delivery delivery : deliveries) {
        if (structuredId(delivery) == null) {
          writeEvent(out, bytes, delivery);
        } else {
          writeRaw(out, bytes, delivery.data());
        }
      }
      out.writeEndArray();
    }
    return bytes.toByteArray();
  }

  @Override
  public long sizeOf(Delivery delivery) {
    byte[] data = delivery.data();
    if (structuredId(delivery) != null) {
      return data.length + 1L;
    }
    long size =
        EVENT_OVERHEAD
            + JsonSizes.of(source)
            + 3 * JsonSizes.of(delivery.subject())
            + JsonSizes.of(delivery.messageId())
            + JsonSizes.of(delivery.stream())
            + JsonSizes.of(delivery.epoch());
    for (Map.Entry<String, List<String>> header : delivery.headers().values().entrySet()) {
      // Only some become attributes; the others are counted, too, which costs nothing but room.
      size += ATTRIBUTE_OVERHEAD + header.getKey().length();
      for (String value : header.getValue()) {
        size += 6L * value.length();
      }
    }
    return size
        + switch (form(delivery, contentType(delivery, CloudEventHeaders.read(delivery)))) {
          case NOTHING -> 0;
          case JSON -> data.length;
          case TEXT -> JsonSizes.of(data);
          case BINARY -> JsonSizes.base64(data.length);
        };
  }

  @Override
  public long overhead() {
    return 2;
  }

  private void writeEvent(JsonGenerator out, ByteArrayOutputStream bytes, Delivery delivery) {
    Map<String, String> attributes = CloudEventHeaders.read(delivery);
    String contentType = contentType(delivery, attributes);
    Form form = form(delivery, contentType);
    out.writeStartObject();
    if (attributes == null) {
      writeOwnAttributes(out, delivery);
    } else {
      attributes.forEach(
          (name, value) -> {
            if (!name.equals("datacontenttype") && !name.startsWith("nats")) {
              out.writeStringProperty(name, value);
            }
          });
    }
    writeTrace(out, delivery, attributes);
    writeOrigin(out, delivery);
    String type =
        contentType == null || form == Form.JSON ? form.contentType(contentType) : contentType;
    if (type != null) {
      out.writeStringProperty("datacontenttype", type);
    }
    switch (form) {
      case NOTHING -> {}
      case JSON -> {
        out.writeName("data");
        writeRaw(out, bytes, delivery.data());
      }
      case TEXT -> {
        out.writeName("data");
        out.writeUTF8String(delivery.data(), 0, delivery.data().length);
      }
      case BINARY -> {
        out.writeName("data_base64");
        out.writeBinary(delivery.data());
      }
    }
    out.writeEndObject();
  }

  private void writeOwnAttributes(JsonGenerator out, Delivery delivery) {
    out.writeStringProperty("specversion", "1.0");
    out.writeStringProperty("id", delivery.messageId());
    out.writeStringProperty("source", source);
    out.writeStringProperty("type", delivery.subject());
    out.writeStringProperty("subject", delivery.subject());
    out.writeStringProperty("time", delivery.timestamp().toString());
    String schema = delivery.dataSchema();
    if (schema != null && !schema.isEmpty()) {
      out.writeStringProperty(isAbsoluteUri(schema) ? "dataschema" : "natsdataschema", schema);
    }
  }

  private static void writeTrace(
      JsonGenerator out, Delivery delivery, @Nullable Map<String, String> attributes) {
    for (String name : List.of("traceparent", "tracestate")) {
      String value = delivery.headers().first(name);
      if (value != null
          && !value.isEmpty()
          && (attributes == null || !attributes.containsKey(name))) {
        out.writeStringProperty(name, value);
      }
    }
  }

  private static void writeOrigin(JsonGenerator out, Delivery delivery) {
    out.writeStringProperty("natsstream", delivery.stream());
    out.writeStringProperty("natsepoch", delivery.epoch());
    out.writeStringProperty("natssequence", Long.toString(delivery.sequence()));
    out.writeStringProperty("natssubject", delivery.subject());
    out.writeNumberProperty(
        "natsdeliverycount", (int) Math.min(Integer.MAX_VALUE, delivery.deliveryCount()));
  }

  /** The generator writes the comma; the bytes themselves need not pass through it. */
  private static void writeRaw(JsonGenerator out, ByteArrayOutputStream bytes, byte[] data) {
    out.writeRawValue("");
    out.flush();
    bytes.write(data, 0, data.length);
  }

  private static @Nullable String structuredId(Delivery delivery) {
    String type = delivery.contentType();
    if (type == null) {
      return null;
    }
    String essence = essence(type);
    return essence.equals("application/cloudevents+json")
            || essence.equals("application/cloudevents")
        ? JsonPayload.cloudEventId(delivery.data())
        : null;
  }

  private static @Nullable String contentType(
      Delivery delivery, @Nullable Map<String, String> attributes) {
    String own = attributes == null ? null : attributes.get("datacontenttype");
    String type = own == null ? delivery.contentType() : own;
    return type == null || type.isBlank() ? null : type;
  }

  private static Form form(Delivery delivery, @Nullable String contentType) {
    byte[] data = delivery.data();
    if (data.length == 0) {
      return Form.NOTHING;
    }
    if (contentType == null) {
      return JsonPayload.isObject(data) ? Form.JSON : Form.BINARY;
    }
    String essence = essence(contentType);
    if (JSON_TYPE.matcher(essence).matches()) {
      return hasOnlyCharset(contentType) && JsonPayload.isJson(data) ? Form.JSON : Form.BINARY;
    }
    return essence.startsWith("text/") && Utf8.isPlainText(data) ? Form.TEXT : Form.BINARY;
  }

  private static String essence(String contentType) {
    int parameters = contentType.indexOf(';');
    return (parameters < 0 ? contentType : contentType.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** Of JSON inside JSON only the character set means nothing any more; others must not be lost. */
  private static boolean hasOnlyCharset(String contentType) {
    return CHARSET_AT_MOST.matcher(contentType).matches();
  }

  private static boolean isAbsoluteUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** How the payload stands in the event. */
  private enum Form {
    NOTHING(null),
    JSON("application/json"),
    TEXT(null),
    BINARY("application/octet-stream");

    private final @Nullable String ifUnknown;

    Form(@Nullable String ifUnknown) {
      this.ifUnknown = ifUnknown;
    }

    /** What the attribute says: readers do not know JSON by a media type with parameters. */
    private @Nullable String contentType(@Nullable String ofProducer) {
      return ofProducer == null ? ifUnknown : essence(ofProducer);
    }
  }
}
