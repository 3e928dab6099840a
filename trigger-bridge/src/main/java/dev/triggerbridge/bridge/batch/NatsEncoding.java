package dev.triggerbridge.bridge.batch;

import dev.triggerbridge.bridge.message.Delivery;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** natsbatch/1, streamed. */
public final class NatsEncoding implements Encoding {
  /** Field names, quotes, numbers and the timestamp of a record, rounded up. */
  private static final int RECORD_OVERHEAD = 400;

  private static final int BATCH_OVERHEAD = 512;

  private final JsonFactory json = new JsonFactory();
  private final String mapping;
  private final String stream;
  private final String epoch;
  private final String consumer;

  /** For one mapping; all names go into {@code source}. */
  public NatsEncoding(String mapping, String stream, String epoch, String consumer) {
    this.mapping = mapping;
    this.stream = stream;
    this.epoch = epoch;
    this.consumer = consumer;
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
      out.writeStartObject();
      out.writeStringProperty("schema", "natsbatch/1");
      out.writeStringProperty("batchId", batchId);
      out.writeObjectPropertyStart("source");
      out.writeStringProperty("mapping", mapping);
      out.writeStringProperty("stream", stream);
      out.writeStringProperty("epoch", epoch);
      out.writeStringProperty("consumer", consumer);
      out.writeEndObject();
      out.writeArrayPropertyStart("records");
      for (Delivery delivery : deliveries) {
        writeRecord(out, delivery);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  @Override
  public long sizeOf(Delivery delivery) {
    long size =
        RECORD_OVERHEAD
            + 4L * ((delivery.data().length + 2) / 3)
            + escaped(delivery.subject())
            + escaped(delivery.messageId());
    for (Map.Entry<String, List<String>> header : delivery.headers().values().entrySet()) {
      size += escaped(header.getKey()) + 8;
      for (String value : header.getValue()) {
        size += escaped(value) + 4;
      }
    }
    return size;
  }

  @Override
  public long overhead() {
    return BATCH_OVERHEAD + escaped(mapping) + escaped(stream) + escaped(epoch) + escaped(consumer);
  }

  /** A control character takes six bytes, and no character of a header takes more. */
  private static long escaped(String text) {
    return 6L * text.length();
  }

  private static void writeRecord(JsonGenerator out, Delivery delivery) {
    out.writeStartObject();
    out.writeStringProperty("id", delivery.id());
    out.writeStringProperty("messageId", delivery.messageId());
    out.writeStringProperty("subject", delivery.subject());
    out.writeStringProperty("streamSequence", Long.toString(delivery.sequence()));
    out.writeNumberProperty("deliveryCount", delivery.deliveryCount());
    out.writeStringProperty("timestamp", delivery.timestamp().toString());
    String contentType = delivery.contentType();
    if (contentType != null) {
      out.writeStringProperty("contentType", contentType);
    }
    String dataSchema = delivery.dataSchema();
    if (dataSchema != null) {
      out.writeStringProperty("dataSchema", dataSchema);
    }
    out.writeObjectPropertyStart("headers");
    for (Map.Entry<String, List<String>> header : delivery.headers().values().entrySet()) {
      out.writeArrayPropertyStart(header.getKey());
      for (String value : header.getValue()) {
        out.writeString(value);
      }
      out.writeEndArray();
    }
    out.writeEndObject();
    out.writeName("data");
    out.writeBinary(delivery.data());
    out.writeEndObject();
  }
}
