package dev.triggerbridge.bridge.batch;

import dev.triggerbridge.bridge.message.Delivery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The event that Lambda's own mapping of an SQS queue sends, streamed, so that a handler written
 * for a queue runs unchanged.
 *
 * <p>The body is the payload as it is where SQS could carry it as text, else its base64, which the
 * message attribute {@value #TRANSFER_ENCODING} says. Limits of SQS kept: ten message attributes,
 * their names, no empty values (SQS Developer Guide, message quotas).
 */
public final class SqsEncoding implements Encoding {
  /** Message attribute {@code base64} of a body that is not the payload itself. */
  public static final String TRANSFER_ENCODING = "Content-Transfer-Encoding";

  /** Message attribute with the subject that the message was published on. */
  public static final String SUBJECT = "Nats-Subject";

  /** A header that Lambda's tracing understands; SQS has a system attribute for it. */
  private static final String TRACE_HEADER = "X-Amzn-Trace-Id";

  private static final int MOST_ATTRIBUTES = 10;
  private static final Pattern ATTRIBUTE_NAME =
      Pattern.compile("(?!(?i:AWS\\.|Amazon\\.))[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final int LONGEST_NAME = 256;
  private static final Pattern BINARY =
      Pattern.compile(
          "(image|audio|video|font)/.*"
              + "|application/.*(protobuf|octet-stream|avro|cbor|msgpack|thrift|zip|pdf).*");

  /** Field names, numbers, digest, ids and quotes of a record; see the test of the bound. */
  private static final int RECORD_OVERHEAD = 640;

  /** Field names and quotes of a message attribute. */
  private static final int ATTRIBUTE_OVERHEAD = 96;

  private static final int BATCH_OVERHEAD = 16;

  private final JsonFactory json = new JsonFactory();
  private final String sourceArn;
  private final String region;
  private final long sourceSize;

  /**
   * For one mapping.
   *
   * @param sourceArn shown as {@code eventSourceARN}; {@code awsRegion} is its fourth part
   */
  public SqsEncoding(String sourceArn) {
    this.sourceArn = sourceArn;
    String[] parts = sourceArn.split(":", -1);
    this.region = parts.length > 3 ? parts[3] : "";
    this.sourceSize = JsonSizes.of(sourceArn) + JsonSizes.of(region);
  }

  /** Of stream, epoch and sequence: the same for every delivery, and for no other message ever. */
  @Override
  public String idOf(Delivery delivery) {
    return UUID.nameUUIDFromBytes(origin(delivery).getBytes(StandardCharsets.UTF_8)).toString();
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
      out.writeArrayPropertyStart("Records");
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
    byte[] data = delivery.data();
    long size =
        RECORD_OVERHEAD
            + sourceSize
            + (isText(delivery) ? JsonSizes.of(data) : JsonSizes.base64(data.length))
            + 2 * ATTRIBUTE_OVERHEAD
            + JsonSizes.of(delivery.subject())
            + JsonSizes.of(delivery.messageId())
            + 2 * JsonSizes.of(delivery.stream())
            + 2 * JsonSizes.of(delivery.epoch());
    String trace = delivery.headers().first(TRACE_HEADER);
    if (trace != null) {
      size += ATTRIBUTE_OVERHEAD + JsonSizes.of(trace);
    }
    int left = MOST_ATTRIBUTES - 1;
    for (Map.Entry<String, List<String>> header : delivery.headers().values().entrySet()) {
      if (left > 0 && isAttribute(header)) {
        left--;
        size += ATTRIBUTE_OVERHEAD + header.getKey().length();
        for (String value : header.getValue()) {
          size += JsonSizes.of(value) + 2;
        }
      }
    }
    return size;
  }

  @Override
  public long overhead() {
    return BATCH_OVERHEAD;
  }

  private void writeRecord(JsonGenerator out, Delivery delivery) {
    boolean text = isText(delivery);
    out.writeStartObject();
    out.writeStringProperty("messageId", idOf(delivery));
    out.writeStringProperty(
        "receiptHandle", origin(delivery) + "/" + Long.toString(delivery.deliveryCount()));
    out.writeName("body");
    if (text) {
      out.writeUTF8String(delivery.data(), 0, delivery.data().length);
    } else {
      out.writeBinary(delivery.data());
    }
    writeSystemAttributes(out, delivery);
    writeMessageAttributes(out, delivery, text);
    out.writeStringProperty("md5OfBody", BodyDigest.of(delivery.data(), !text));
    out.writeStringProperty("eventSource", "aws:sqs");
    out.writeStringProperty("eventSourceARN", sourceArn);
    out.writeStringProperty("awsRegion", region);
    out.writeEndObject();
  }

  private static void writeSystemAttributes(JsonGenerator out, Delivery delivery) {
    String stored = Long.toString(delivery.timestamp().toEpochMilli());
    out.writeObjectPropertyStart("attributes");
    out.writeStringProperty("ApproximateReceiveCount", Long.toString(delivery.deliveryCount()));
    out.writeStringProperty("SentTimestamp", stored);
    out.writeStringProperty("SenderId", delivery.stream());
    out.writeStringProperty("ApproximateFirstReceiveTimestamp", stored);
    out.writeStringProperty("SequenceNumber", Long.toString(delivery.sequence()));
    out.writeStringProperty("MessageDeduplicationId", delivery.messageId());
    String trace = delivery.headers().first(TRACE_HEADER);
    if (trace != null) {
      out.writeStringProperty("AWSTraceHeader", trace);
    }
    out.writeEndObject();
  }

  private static void writeMessageAttributes(JsonGenerator out, Delivery delivery, boolean text) {
    out.writeObjectPropertyStart("messageAttributes");
    writeAttribute(out, SUBJECT, delivery.subject());
    if (!text) {
      writeAttribute(out, TRANSFER_ENCODING, "base64");
    }
    int left = MOST_ATTRIBUTES - (text ? 1 : 2);
    for (Map.Entry<String, List<String>> header : delivery.headers().values().entrySet()) {
      if (left == 0) {
        break;
      }
      if (isAttribute(header)) {
        left--;
        List<String> values = header.getValue();
        writeAttribute(
            out,
            header.getKey(),
            values.size() == 1 ? values.getFirst() : String.join(", ", values));
      }
    }
    out.writeEndObject();
  }

  private static void writeAttribute(JsonGenerator out, String name, String value) {
    out.writeObjectPropertyStart(name);
    out.writeStringProperty("stringValue", value);
    out.writeArrayPropertyStart("stringListValues");
    out.writeEndArray();
    out.writeArrayPropertyStart("binaryListValues");
    out.writeEndArray();
    out.writeStringProperty("dataType", "String");
    out.writeEndObject();
  }

  private static boolean isAttribute(Map.Entry<String, List<String>> header) {
    String name = header.getKey();
    return !header.getValue().stream().allMatch(String::isEmpty)
        && name.length() <= LONGEST_NAME
        && !name.equals(TRACE_HEADER)
        && !name.equalsIgnoreCase(SUBJECT)
        && !name.equalsIgnoreCase(TRANSFER_ENCODING)
        && ATTRIBUTE_NAME.matcher(name).matches();
  }

  /** A payload that says it is binary stays so, even if its bytes happen to be text. */
  private static boolean isText(Delivery delivery) {
    String type = delivery.contentType();
    return (type == null || !BINARY.matcher(type.strip().toLowerCase(Locale.ROOT)).matches())
        && Utf8.isPlainText(delivery.data());
  }

  private static String origin(Delivery delivery) {
    return delivery.stream() + "/" + delivery.epoch() + "/" + delivery.sequence();
  }
}
