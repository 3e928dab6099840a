package dev.triggerbridge.bridge.promises;

import dev.triggerbridge.bridge.deadletter.EntrySender;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A real place for dead letters that a test can take away and give back. */
interface Destination extends AutoCloseable {
  EntrySender sender();

  void breakDown();

  void repair();

  /** What lies there now, read past the bridge. */
  List<Kept> kept();

  /** Whether a repetition is seen to be one, so that nothing lies there twice. */
  boolean keepsOneOfEach();

  /** Above what payload it needs a claim check; 0 if it holds everything. */
  int mostPayload();

  @Override
  void close();

  /** One entry as its readers see it. */
  record Kept(String id, String data, String dataRef, String errorCode, String subject) {
    static Kept ofJson(String json) {
      Map<String, JsonValue> entry = JsonParser.parseUnchecked(json).map;
      return new Kept(
          text(entry, "id"),
          entry.containsKey("data")
              ? new String(Base64.getDecoder().decode(text(entry, "data")))
              : "",
          entry.containsKey("dataRef") ? text(entry, "dataRef") : "",
          text(Objects.requireNonNull(entry.get("error")).map, "code"),
          text(Objects.requireNonNull(entry.get("origin")).map, "subject"));
    }

    private static String text(Map<String, JsonValue> object, String field) {
      return Objects.requireNonNull(object.get(field), field).string;
    }
  }
}
