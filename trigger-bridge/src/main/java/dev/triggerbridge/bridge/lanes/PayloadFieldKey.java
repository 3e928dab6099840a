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
  private final KeyReader others;

  PayloadFieldKey(String path, KeyReader others) {
    this.path = List.of(path.split("\\.", -1));
    this.others = others;
  }

  @Override
  public OrderKey read(Delivery delivery) {
    String type = delivery.contentType();
    if (type != null && !type.contains("json")) {
      return others.read(delivery);
    }
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), delivery.data())) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return notJson(delivery);
      }
      return find(in, 0);
    } catch (JacksonException e) {
      return notJson(delivery);
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

  private OrderKey notJson(Delivery delivery) {
    return delivery.contentType() == null
        ? others.read(delivery)
        : new OrderKey.Unreadable(
            "orderBy.payloadField reads objects, and this record says that it is JSON and is none:"
                + " correct its producer");
  }
}
