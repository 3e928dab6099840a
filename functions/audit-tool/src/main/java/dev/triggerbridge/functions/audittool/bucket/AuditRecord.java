package dev.triggerbridge.functions.audittool.bucket;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an audit object: one message.
 *
 * @param epoch where it is
 * @param sequence its place there
 * @param subject as published
 * @param time when the stream stored it; the epoch's beginning of time if the line does not say
 * @param messageId {@code Nats-Msg-Id}, else stream, epoch and sequence
 * @param contentType as published, or null
 * @param dataSchema as published, or null
 * @param headersSha256 see {@link MessageHeaders}
 * @param payload the unchanged bytes; not copied, nobody writes to it
 * @param lineSha256 of the whole line: two lines of one message are the same bytes
 * @param objectKey the object it is in
 */
public record AuditRecord(
    Epoch epoch,
    long sequence,
    String subject,
    Instant time,
    String messageId,
    @Nullable String contentType,
    @Nullable String dataSchema,
    String headersSha256,
    byte[] payload,
    String lineSha256,
    String objectKey) {

  /**
   * Reads a line.
   *
   * @throws AlteredException if the audit function did not write it so
   */
  static AuditRecord read(String line, ObjectName object) throws AlteredException {
    try {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      byte[] payload = Base64.getDecoder().decode(text(json, "payload"));
      if (!Sha256.hex(payload).equals(text(json, "payloadSha256"))) {
        throw new AlteredException(
            "sequence " + text(json, "sequence") + " has another payload than its hash says");
      }
      Epoch epoch = new Epoch(text(json, "stream"), text(json, "epoch"));
      long sequence = Long.parseLong(text(json, "sequence"));
      if (!epoch.equals(object.epoch()) || !object.meets(sequence, sequence)) {
        throw new AlteredException(
            "%s/%d does not belong into an object of that name".formatted(epoch, sequence));
      }
      return new AuditRecord(
          epoch,
          sequence,
          text(json, "subject"),
          json.has("timestamp") ? Instant.parse(text(json, "timestamp")) : Instant.EPOCH,
          text(json, "messageId"),
          json.has("contentType") ? text(json, "contentType") : null,
          json.has("dataSchema") ? text(json, "dataSchema") : null,
          MessageHeaders.sha256(headers(json)),
          payload,
          Sha256.hex(line.getBytes(StandardCharsets.UTF_8)),
          object.key());
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | ClassCastException
        | DateTimeException
        | NullPointerException e) {
      throw new AlteredException("a line is no record");
    }
  }

  private static Map<String, List<String>> headers(JsonObject json) {
    Map<String, List<String>> headers = new HashMap<>();
    json.getAsJsonObject("headers")
        .asMap()
        .forEach(
            (name, values) ->
                headers.put(
                    name,
                    values.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList()));
    return headers;
  }

  private static String text(JsonObject json, String field) {
    return json.get(field).getAsString();
  }

  /** Something else was written there than the audit function writes. */
  public static final class AlteredException extends Exception {
    private static final long serialVersionUID = 1L;

    AlteredException(String message) {
      super(message);
    }
  }
}
