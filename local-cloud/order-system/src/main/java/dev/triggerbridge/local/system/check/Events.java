package dev.triggerbridge.local.system.check;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.triggerbridge.events.EventCodec;
import dev.triggerbridge.events.EventType;
import dev.triggerbridge.events.InvalidEventException;
import dev.triggerbridge.events.SubjectCatalogue;
import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.util.List;
import java.util.Optional;

/** Reads stream messages as the events they are. */
final class Events {
  private Events() {}

  /** The event, or nothing if the subject has no schema or the payload is not of it. */
  static Optional<Message> read(StreamMessage message) {
    Optional<EventType> type = SubjectCatalogue.bySubject(message.subject());
    if (type.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          EventCodec.decode(type.get(), message.header("Content-Type"), message.data()));
    } catch (InvalidEventException poison) {
      return Optional.empty();
    }
  }

  /** How many SKUs an order names; 0 for what is no order. */
  static long skus(StreamMessage message) {
    return read(message)
        .map(Events::items)
        .map(items -> items.stream().map(LineItem::getSku).distinct().count())
        .orElse(0L);
  }

  private static List<LineItem> items(Message event) {
    return switch (event) {
      case OrderCreated order -> order.getItemsList();
      case dev.triggerbridge.events.orders.v2.OrderCreated order -> order.getItemsList();
      default -> List.of();
    };
  }

  /** The event's order_id, empty if it has none. */
  static String orderId(Message event) {
    return text(event, "order_id");
  }

  /** The event's message_id, empty if it has none. */
  static String messageId(Message event) {
    return text(event, "message_id");
  }

  private static String text(Message event, String field) {
    FieldDescriptor descriptor = event.getDescriptorForType().findFieldByName(field);
    return descriptor == null ? "" : (String) event.getField(descriptor);
  }
}
