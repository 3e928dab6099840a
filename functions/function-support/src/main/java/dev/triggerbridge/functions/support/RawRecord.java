package dev.triggerbridge.functions.support;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a natsbatch/1 request, undecoded.
 *
 * @param id names the record within the batch; goes back in its result
 * @param messageId what the transport knows as its id: {@code Nats-Msg-Id}, else stream, epoch and
 *     sequence
 * @param subject as published
 * @param streamSequence in the stream named by the batch's source
 * @param deliveryCount 1 for the first delivery
 * @param key records with the same key run in order; null where the mapping has no order
 * @param timestamp when the stream stored it, or null if the request does not say
 * @param contentType of {@code data}, or null if the producer gave none
 * @param dataSchema full name of the Protobuf message, or null if nobody knows
 * @param headers multi-valued, names as sent
 * @param data the unchanged payload; empty while it lies elsewhere
 * @param dataRef where it lies; null if it came with the record. Functions never see one: it is
 *     resolved before
 */
public record RawRecord(
    String id,
    String messageId,
    String subject,
    long streamSequence,
    long deliveryCount,
    @Nullable String key,
    @Nullable Instant timestamp,
    @Nullable String contentType,
    @Nullable String dataSchema,
    Map<String, List<String>> headers,
    ByteString data,
    @Nullable DataRef dataRef) {

  /** The same record with its payload. */
  RawRecord withData(ByteString payload) {
    return new RawRecord(
        id,
        messageId,
        subject,
        streamSequence,
        deliveryCount,
        key,
        timestamp,
        contentType,
        dataSchema,
        headers,
        payload,
        null);
  }

  /** The same record with other headers. */
  RawRecord withHeaders(Map<String, List<String>> others) {
    return new RawRecord(
        id,
        messageId,
        subject,
        streamSequence,
        deliveryCount,
        key,
        timestamp,
        contentType,
        dataSchema,
        others,
        data,
        dataRef);
  }

  /** First value of a header, its name compared without case, or null. */
  public @Nullable String header(String name) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
        return header.getValue().getFirst();
      }
    }
    return null;
  }
}
