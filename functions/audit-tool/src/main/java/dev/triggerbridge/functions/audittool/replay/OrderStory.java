package dev.triggerbridge.functions.audittool.replay;

import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderConfirmed;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the audit knows of one order. Pure.
 *
 * <p>What decided a live order was the order in which its function got the messages, over three
 * streams: no stream remembers that. The order's own final event does: it names what decided. So
 * the fold is given the order itself, then what decided, then the rest, and must come to the same
 * end by its own rules.
 *
 * @param orderId the order
 * @param messages in no particular order
 */
record OrderStory(String orderId, List<Recorded> messages) {
  private static final int CREATION = 0;
  private static final int DECISIVE = 1;
  private static final int OTHER = 2;
  private static final int PAST = 3;

  /** Copies the list. */
  OrderStory {
    messages = List.copyOf(messages);
  }

  /** What the order's function announced: CONFIRMED, CANCELLED, or null for neither yet. */
  @Nullable String recordedEnd() {
    for (Recorded message : messages) {
      if (message.event() instanceof OrderConfirmed) {
        return "CONFIRMED";
      }
      if (message.event() instanceof OrderCancelled) {
        return "CANCELLED";
      }
    }
    return null;
  }

  /** Why it was cancelled, or null. */
  @Nullable String recordedReason() {
    for (Recorded message : messages) {
      if (message.event() instanceof OrderCancelled cancelled) {
        return cancelled.getReason();
      }
    }
    return null;
  }

  /** Whether the order itself is among the messages, and not only what others said of it. */
  boolean hasBeginning() {
    return messages.stream().anyMatch(message -> rank(message.record().subject()) == CREATION);
  }

  /** The messages as the fold is to get them. */
  List<Recorded> inOrder() {
    return messages.stream()
        .sorted(
            Comparator.<Recorded>comparingInt(message -> rank(message.record().subject()))
                .thenComparing(message -> message.record().time())
                .thenComparing(message -> message.record().sequence()))
        .toList();
  }

  private int rank(String subject) {
    if (subject.equals("orders.placed.v1") || subject.startsWith("orders.created.")) {
      return CREATION;
    }
    String reason = recordedReason();
    if (subject.equals("orders.deadline.v1")) {
      if ("DEADLINE_EXCEEDED".equals(reason)) {
        return DECISIVE;
      }
      return recordedEnd() == null ? OTHER : PAST;
    }
    boolean decisive =
        ("PAYMENT_DECLINED".equals(reason) && subject.startsWith("payments."))
            || ("OUT_OF_STOCK".equals(reason) && subject.startsWith("inventory."));
    return decisive ? DECISIVE : OTHER;
  }
}
