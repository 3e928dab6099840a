package dev.triggerbridge.bridge.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triggerbridge.bridge.console.page.Body;
import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.Payloads;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.schema.Payload;
import dev.triggerbridge.bridge.schema.PayloadReader;
import java.util.Arrays;

/** Shows payloads to those who may see them: decoded through the configured schemas. Pure. */
final class Bodies {
  private static final int MOST_CHARACTERS = 64 * 1024;
  private static final int MOST_BYTES = 4 * 1024;

  private Bodies() {}

  /** Of a message as it lies in its stream. */
  static Body of(Delivery message, PayloadReader reader) {
    int bytes = message.data().length;
    return switch (reader.read(message)) {
      case Payload.Structured(JsonNode tree, String type) ->
          body(type.isEmpty() ? "json" : "protobuf", type, tree.toPrettyString(), bytes, "");
      case Payload.Text(String text) -> body("text", "", text, bytes, "");
      case Payload.Opaque(String why) -> {
        byte[] shown = Arrays.copyOf(message.data(), Math.min(bytes, MOST_BYTES));
        yield new Body("bytes", "", Payloads.readable(shown), bytes, bytes > MOST_BYTES, why);
      }
    };
  }

  /** Of a dead letter: read as the record that it was. */
  static Body of(DeadLetterEntry entry, PayloadReader reader) {
    if (!entry.dataRef().isEmpty()) {
      return new Body("elsewhere", "", entry.dataRef(), 0, false, "it went by claim check");
    }
    return of(
        new Delivery(
            entry.origin().stream(),
            entry.origin().epoch(),
            entry.origin().sequence(),
            entry.origin().subject(),
            entry.headers(),
            entry.data(),
            entry.origin().timestamp(),
            0,
            0,
            new AckToken() {}),
        reader);
  }

  private static Body body(String format, String type, String text, int bytes, String note) {
    boolean cut = text.length() > MOST_CHARACTERS;
    return new Body(
        format, type, cut ? text.substring(0, MOST_CHARACTERS) : text, bytes, cut, note);
  }
}
