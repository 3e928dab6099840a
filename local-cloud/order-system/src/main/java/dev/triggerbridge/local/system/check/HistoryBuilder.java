package dev.triggerbridge.local.system.check;

import com.google.protobuf.Message;
import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderConfirmed;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.local.system.plan.PlannedOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what the streams say about one order. Not thread-safe. */
final class HistoryBuilder {
  private final String orderId;
  private final List<Instant> placed = new ArrayList<>();
  private final List<Instant> created = new ArrayList<>();
  private final Map<String, Instant> confirmations = new LinkedHashMap<>();
  private final Map<String, String> cancellations = new LinkedHashMap<>();
  private final Set<String> subjects = new HashSet<>();
  private final Map<String, Long> wanted = new LinkedHashMap<>();
  private long totalMinor;
  private String currency = "";
  private @Nullable Instant ended;

  HistoryBuilder(String orderId) {
    this.orderId = orderId;
  }

  void add(String subject, Instant time, Message event) {
    subjects.add(subject);
    switch (event) {
      case OrderPlaced order -> {
        if (placed.isEmpty()) {
          terms(
              order.getItemsList(),
              order.getTotal().getMinorUnits(),
              order.getTotal().getCurrency());
        }
        placed.add(time);
      }
      case OrderCreated order -> {
        if (placed.isEmpty() && created.isEmpty()) {
          foreignTerms(order);
        }
        created.add(time);
      }
      case dev.triggerbridge.events.orders.v2.OrderCreated order -> {
        if (placed.isEmpty() && created.isEmpty()) {
          terms(
              order.getItemsList(),
              order.getTotal().getMinorUnits(),
              order.getTotal().getCurrency());
        }
        created.add(time);
      }
      case OrderConfirmed order -> {
        confirmations.putIfAbsent(order.getMessageId(), time);
        end(time);
      }
      case OrderCancelled order -> {
        cancellations.putIfAbsent(order.getMessageId(), order.getReason());
        end(time);
      }
      default -> {}
    }
  }

  /** The history, or null if nobody asked for this order in a readable way. */
  @Nullable OrderHistory build() {
    boolean foreign = placed.isEmpty();
    if (foreign && created.isEmpty()) {
      return null;
    }
    return new OrderHistory(
        orderId,
        foreign,
        foreign ? created : placed,
        wanted,
        totalMinor,
        currency,
        confirmations,
        cancellations,
        ended,
        subjects);
  }

  private void end(Instant time) {
    if (ended == null) {
      ended = time;
    }
  }

  private void terms(List<LineItem> items, long minorUnits, String currencyCode) {
    for (LineItem item : items) {
      wanted.merge(item.getSku(), item.getQuantity(), Long::sum);
    }
    totalMinor = minorUnits;
    currency = currencyCode;
  }

  private void foreignTerms(OrderCreated order) {
    String code = order.getCurrency().isEmpty() ? PlannedOrder.CURRENCY : order.getCurrency();
    int digits = java.util.Currency.getInstance(code).getDefaultFractionDigits();
    // The shortest decimal that reads back as this double is what the producer wrote.
    long minorUnits =
        BigDecimal.valueOf(order.getTotalAmount()).movePointRight(digits).longValueExact();
    terms(order.getItemsList(), minorUnits, code);
  }
}
