package dev.triggerbridge.bridge.batch;

import dev.triggerbridge.bridge.message.Delivery;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** natsbatch/1, streamed. */
public final class NatsEncoding implements Encoding {
  /** Field names, quotes, numbers and the timestamp of a record, rounded up. */
  private static final int RECORD_OVERHEAD = 400;

  private static final int BATCH_OVERHEAD = 512;
  private static final int SMALL = 4096;

  private final JsonFactory json = new JsonFactory();
  private final String mapping;
  private final String stream;
  private final String epoch;
  private final String consumer;
  private final Optional<ClaimChecks> claimChecks;

  /** For one mapping; all names go into {@code source}. */
  public NatsEncoding(String mapping, String stream, String epoch, String consumer) {
    this(mapping, stream, epoch, consumer, Optional.empty());
  }

  /**
   * The same.
   *
   * @param claimChecks where payloads go that no invocation can carry
   */
  public NatsEncoding(
      String mapping,
      String stream,
      String epoch,
      String consumer,
      Optional<ClaimChecks> claimChecks) {
    this.claimChecks = claimChecks;
    this.mapping = mapping;
    this.stream = stream;
    this.epoch = epoch;
    this.consumer = consumer;
  }

  @Override
  public byte[] encode(String batchId, List<Delivery> deliveries) {
    long size = overhead();
    for (Delivery delivery : deliveries) {
      size += byReference(delivery) ? SMALL : sizeOf(delivery);
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
    // As large as a batch may be: it goes alone, so that S3 keeps no other record waiting.
    return byReference(delivery) ? BatchLimits.LAMBDA_PAYLOAD - overhead() : sizeWithData(delivery);
  }

  private boolean byReference(Delivery delivery) {
    return claimChecks.isPresent()
        && overhead() + sizeWithData(delivery) > BatchLimits.LAMBDA_PAYLOAD;
  }

  private long sizeWithData(Delivery delivery) {
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

  private void writeRecord(JsonGenerator out, Delivery delivery) {
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
    if (byReference(delivery)) {
      writeReference(out, claimChecks.get().store(delivery));
    } else {
      out.writeName("data");
      out.writeBinary(delivery.data());
    }
    out.writeEndObject();
  }

  private static void writeReference(JsonGenerator out, ClaimChecks.DataRef reference) {
    out.writeObjectPropertyStart("dataRef");
    out.writeStringProperty("s3", reference.s3());
    out.writeNumberProperty("bytes", reference.bytes());
    out.writeStringProperty("sha256", reference.sha256());
    out.writeEndObject();
  }
}
