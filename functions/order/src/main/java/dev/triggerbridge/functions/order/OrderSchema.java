package dev.triggerbridge.functions.order;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;

import dev.triggerbridge.functions.support.OutputEvent;
import dev.triggerbridge.functions.support.StoredEvents;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** How an {@link OrderItem} is stored. Written out, because reflection costs a cold start. */
final class OrderSchema {
  static final TableSchema<OrderItem> SCHEMA =
      StaticTableSchema.builder(OrderItem.class)
          .newItemSupplier(OrderItem::new)
          .attributes(
              StaticAttribute.builder(OrderItem.class, String.class)
                  .name("pk")
                  .getter(item -> item.pk)
                  .setter((item, value) -> item.pk = value)
                  .tags(primaryPartitionKey())
                  .build(),
              text("orderId", item -> item.orderId, (item, value) -> item.orderId = value),
              text("status", item -> item.status, (item, value) -> item.status = value),
              number("version", item -> item.version, (item, value) -> item.version = value),
              number("createdAt", item -> item.createdAt, (item, value) -> item.createdAt = value),
              number("updatedAt", item -> item.updatedAt, (item, value) -> item.updatedAt = value),
              text("origin", item -> item.origin, (item, value) -> item.origin = value),
              text("sharedHash", item -> item.sharedHash, (item, value) -> item.sharedHash = value),
              text("fullHash", item -> item.fullHash, (item, value) -> item.fullHash = value),
              text("customerId", item -> item.customerId, (item, value) -> item.customerId = value),
              number(
                  "totalMinorUnits",
                  item -> item.totalMinorUnits,
                  (item, value) -> item.totalMinorUnits = value),
              text("currency", item -> item.currency, (item, value) -> item.currency = value),
              flag(
                  "paymentGood",
                  item -> item.paymentGood,
                  (item, value) -> item.paymentGood = value),
              text("paymentId", item -> item.paymentId, (item, value) -> item.paymentId = value),
              text(
                  "paymentDetail",
                  item -> item.paymentDetail,
                  (item, value) -> item.paymentDetail = value),
              flag(
                  "inventoryGood",
                  item -> item.inventoryGood,
                  (item, value) -> item.inventoryGood = value),
              text(
                  "inventoryDetail",
                  item -> item.inventoryDetail,
                  (item, value) -> item.inventoryDetail = value),
              text(
                  "cancelReason",
                  item -> item.cancelReason,
                  (item, value) -> item.cancelReason = value),
              text("decidedBy", item -> item.decidedBy, (item, value) -> item.decidedBy = value),
              text("stubBy", item -> item.stubBy, (item, value) -> item.stubBy = value),
              events(
                  "deadlineEvents",
                  item -> item.deadlineEvents,
                  (item, value) -> item.deadlineEvents = value),
              events(
                  "creationEvents",
                  item -> item.creationEvents,
                  (item, value) -> item.creationEvents = value),
              events(
                  "finalEvents",
                  item -> item.finalEvents,
                  (item, value) -> item.finalEvents = value))
          .build();

  private OrderSchema() {}

  private static StaticAttribute<OrderItem, String> text(
      String name,
      Function<OrderItem, @Nullable String> getter,
      BiConsumer<OrderItem, String> setter) {
    return attribute(name, String.class, getter, setter);
  }

  private static StaticAttribute<OrderItem, Long> number(
      String name, Function<OrderItem, @Nullable Long> getter, BiConsumer<OrderItem, Long> setter) {
    return attribute(name, Long.class, getter, setter);
  }

  private static StaticAttribute<OrderItem, Boolean> flag(
      String name,
      Function<OrderItem, @Nullable Boolean> getter,
      BiConsumer<OrderItem, Boolean> setter) {
    return attribute(name, Boolean.class, getter, setter);
  }

  private static StaticAttribute<OrderItem, List<OutputEvent>> events(
      String name,
      Function<OrderItem, List<OutputEvent>> getter,
      BiConsumer<OrderItem, List<OutputEvent>> setter) {
    return StaticAttribute.builder(OrderItem.class, StoredEvents.TYPE)
        .name(name)
        .getter(getter)
        .setter(setter)
        .attributeConverter(new StoredEvents())
        .build();
  }

  @SuppressWarnings("NullAway") // The enhanced client leaves null attributes out.
  private static <T> StaticAttribute<OrderItem, T> attribute(
      String name,
      Class<T> type,
      Function<OrderItem, @Nullable T> getter,
      BiConsumer<OrderItem, T> setter) {
    return StaticAttribute.builder(OrderItem.class, type)
        .name(name)
        .getter(getter::apply)
        .setter(setter)
        .build();
  }
}
