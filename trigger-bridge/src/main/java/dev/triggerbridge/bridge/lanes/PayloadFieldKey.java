package dev.triggerbridge.bridge.lanes;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The key is a scalar inside a JSON payload, read without building a tree. */
final class PayloadFieldKey implements KeyReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final List<String> path;

  PayloadFieldKey(String path) {
    this.path = List.of(path.split("\\.", -1));
  }

  @Override
  public OrderKey read(Delivery delivery) {
    String type = delivery.contentType();
    if (type != null && !type.contains("json")) {
      return new OrderKey.Unreadable(
          "orderBy.payloadField reads JSON, and this record says that it is %s: order by a subject"
                  .formatted(known(type))
              + " token or a header instead");
    }
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), delivery.data())) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return notJson();
      }
      return find(in, 0);
    } catch (JacksonException e) {
      return notJson();
    }
  }

  private OrderKey find(JsonParser in, int level) {
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isNext = in.currentName().equals(path.get(level));
      JsonToken value = in.nextToken();
      if (!isNext) {
        in.skipChildren();
      } else if (level == path.size() - 1) {
        return scalar(in, value);
      } else {
        return value == JsonToken.START_OBJECT ? find(in, level + 1) : new OrderKey.None();
      }
    }
    return new OrderKey.None();
  }

  private static OrderKey scalar(JsonParser in, JsonToken value) {
    return switch (value) {
      case VALUE_NULL -> new OrderKey.None();
      case START_OBJECT, START_ARRAY ->
          new OrderKey.Unreadable(
              "the field that orderBy.payloadField names is no text or number: name one that is");
      default -> new OrderKey.Keyed(in.getString());
    };
  }

  private static OrderKey notJson() {
    return new OrderKey.Unreadable(
        "orderBy.payloadField reads JSON objects, and this record is none: order by a subject token"
            + " or a header instead");
  }

  /** A header may hold anything; only what is well known goes into a message. */
  private static String known(String type) {
    return type.contains("protobuf") ? "Protobuf" : "something else";
  }
}
