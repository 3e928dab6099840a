package dev.triggerbridge.bridge.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triggerbridge.bridge.lanes.KeyReader;
import dev.triggerbridge.bridge.lanes.OrderKey;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.schema.Payload;
import dev.triggerbridge.bridge.schema.PayloadReader;
import java.util.List;

/**
 * The key is a scalar inside a Protobuf payload, under its name in Protobuf's JSON mapping.
 *
 * @param payloads decodes through the descriptor set
 * @param path one name for each level
 */
record DecodedFieldKey(PayloadReader payloads, List<String> path) implements KeyReader {
  /** Reads every payload that is no JSON. */
  static KeyReader of(PayloadReader payloads, String path) {
    return new DecodedFieldKey(payloads, List.of(path.split("\\.", -1)));
  }

  @Override
  public OrderKey read(Delivery delivery) {
    return switch (payloads.read(delivery)) {
      case Payload.Structured structured -> find(structured.tree());
      case Payload.Text text -> unreadable("it is text");
      case Payload.Opaque opaque -> unreadable(opaque.why());
    };
  }

  private OrderKey find(JsonNode tree) {
    JsonNode at = tree;
    for (String name : path) {
      at = at.path(name);
    }
    if (at.isMissingNode() || at.isNull()) {
      return new OrderKey.None();
    }
    return at.isValueNode()
        ? new OrderKey.Keyed(at.asText())
        : new OrderKey.Unreadable(
            "the field that orderBy.payloadField names is no text or number: name one that is");
  }

  private static OrderKey unreadable(String why) {
    return new OrderKey.Unreadable(
        "orderBy.payloadField cannot read this record: "
            + why
            + ". Name its type under schemas, or order by a subject token or a header");
  }
}
