package dev.triggerbridge.conformance;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A natsbatch/1 request in the making. Sequences are large on purpose: who reads them as numbers
 * loses digits.
 */
final class Request {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STREAM = "CONFORMANCE";
  private static final String EPOCH = "6f1d1c1e-8c5b-4c43-9d38-3d1f3c9f6b10";

  private final String batchId;
  private final ObjectNode json = JSON.createObjectNode();
  private final ArrayNode records;
  private final List<String> ids = new ArrayList<>();
  private int deliveryCount = 1;

  Request(String batchId) {
    this.batchId = batchId;
    json.put("schema", "natsbatch/1");
    json.put("batchId", batchId);
    json.putObject("source")
        .put("mapping", "conformance")
        .put("stream", STREAM)
        .put("epoch", EPOCH)
        .put("consumer", "conformance");
    records = json.putArray("records");
  }

  /** Records added from now on were delivered so often. */
  Request delivered(int times) {
    deliveryCount = times;
    return this;
  }

  /** Adds a record; the message id is the producer's, the sequence the stream's. */
  Request add(long sequence, String messageId, Sample sample) {
    String id = STREAM + "/" + sequence;
    ids.add(id);
    ObjectNode record = records.addObject();
    record.put("id", id);
    record.put("messageId", messageId);
    record.put("subject", sample.subject());
    record.put("streamSequence", Long.toString(sequence));
    record.put("deliveryCount", deliveryCount);
    record.put("timestamp", "2026-11-23T07:00:00.123456789Z");
    sample.contentType().ifPresent(type -> record.put("contentType", type));
    sample.dataSchema().ifPresent(schema -> record.put("dataSchema", schema));
    ObjectNode headers = record.putObject("headers");
    for (Map.Entry<String, List<String>> header : sample.headers().entrySet()) {
      ArrayNode values = headers.putArray(header.getKey());
      header.getValue().forEach(values::add);
    }
    record.put("data", Base64.getEncoder().encodeToString(sample.data()));
    return this;
  }

  /** Fields that no version of today has, everywhere. */
  Request withUnknownFields() {
    json.putObject("extra").put("a", 1);
    ((ObjectNode) json.get("source")).putArray("extra").add("b");
    records.forEach(record -> ((ObjectNode) record).putNull("extra"));
    return this;
  }

  Request ofVersion(String schema) {
    json.put("schema", schema);
    return this;
  }

  String batchId() {
    return batchId;
  }

  List<String> ids() {
    return ids;
  }

  byte[] bytes() {
    return JSON.writeValueAsBytes(json);
  }
}
