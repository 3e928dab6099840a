package dev.triggerbridge.functions.testing;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Builds a natsbatch/1 request as the bridge sends it. Not thread-safe. */
public final class BatchRequest {
  private static final JsonMapper JSON = new JsonMapper();
  private final String stream;
  private final List<Map<String, Object>> records = new ArrayList<>();

  private BatchRequest(String stream) {
    this.stream = stream;
  }

  /** A request with records of this stream. */
  public static BatchRequest from(String stream) {
    return new BatchRequest(stream);
  }

  /** Adds a Protobuf record; its id is {@code stream/n} with n from 1. */
  public BatchRequest add(String subject, Message payload) {
    return add(subject, "application/x-protobuf", payload.toByteArray());
  }

  /** Adds a record as it is. */
  public BatchRequest add(String subject, @Nullable String contentType, byte[] data) {
    int sequence = records.size() + 1;
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("id", stream + "/" + sequence);
    record.put("messageId", stream + "/epoch-1/" + sequence);
    record.put("subject", subject);
    record.put("streamSequence", String.valueOf(sequence));
    record.put("deliveryCount", 1);
    record.put("timestamp", "2026-11-23T07:00:00.123Z");
    if (contentType != null) {
      record.put("contentType", contentType);
    }
    record.put("headers", Map.of());
    record.put("data", Base64.getEncoder().encodeToString(data));
    records.add(record);
    return this;
  }

  /** Sets a field of the record added last, for example {@code key}; null takes it away. */
  public BatchRequest with(String field, @Nullable Object value) {
    if (value == null) {
      records.getLast().remove(field);
    } else {
      records.getLast().put(field, value);
    }
    return this;
  }

  /** Sets a header of the record added last. */
  public BatchRequest header(String name, String... values) {
    Map<String, Object> headers = new LinkedHashMap<>();
    Object present = Objects.requireNonNull(records.getLast().get("headers"));
    ((Map<?, ?>) present).forEach((key, value) -> headers.put((String) key, value));
    headers.put(name, List.of(values));
    return with("headers", headers);
  }

  /** The JSON. */
  public byte[] bytes() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("schema", "natsbatch/1");
    request.put("batchId", "b-1");
    request.put(
        "source",
        Map.of("mapping", "test", "stream", stream, "epoch", "epoch-1", "consumer", "test"));
    request.put("records", records);
    return JSON.writeValueAsBytes(request);
  }
}
