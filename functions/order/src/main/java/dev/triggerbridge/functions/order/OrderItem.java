package dev.triggerbridge.functions.order;

import dev.triggerbridge.functions.order.Fact.Side;
import dev.triggerbridge.functions.support.OutputEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order's row; mutable because the enhanced client fills it, and never shared between threads.
 * It exists as a stub, in status {@link #EXPECTED}, where payment or inventory spoke first. It has
 * no TTL: it is the marker that keeps an order from being created twice.
 */
final class OrderItem {
  static final String EXPECTED = "EXPECTED";
  static final String OPEN = "OPEN";
  static final String CONFIRMED = "CONFIRMED";
  static final String CANCELLED = "CANCELLED";

  String pk = "";
  String orderId = "";
  String status = EXPECTED;
  long version;
  long createdAt;
  long updatedAt;
  @Nullable String origin;
  @Nullable String sharedHash;
  @Nullable String fullHash;
  @Nullable String customerId;
  @Nullable Long totalMinorUnits;
  @Nullable String currency;
  @Nullable Boolean paymentGood;
  @Nullable String paymentId;
  @Nullable String paymentDetail;
  @Nullable Boolean inventoryGood;
  @Nullable String inventoryDetail;
  @Nullable String cancelReason;

  /** The side whose word decided a cancellation, or DEADLINE; null if confirmed or open. */
  @Nullable String decidedBy;

  /** The side that made the row because it spoke before the order was known; null if none did. */
  @Nullable String stubBy;

  /** The order's deadline, returned by whatever made the row; empty if there is none. */
  List<OutputEvent> deadlineEvents = new ArrayList<>();

  /** What the write that created or adopted the order returned. */
  List<OutputEvent> creationEvents = new ArrayList<>();

  /** What the write that ended the order returned. */
  List<OutputEvent> finalEvents = new ArrayList<>();

  static OrderItem expected(String orderId, long now) {
    OrderItem item = new OrderItem();
    item.pk = key(orderId);
    item.orderId = orderId;
    item.createdAt = now;
    return item;
  }

  static String key(String orderId) {
    return "order#" + orderId;
  }

  /**
   * Whether the order itself has not arrived: somebody spoke of it first, or its deadline passed
   * and this is the tombstone that it meets.
   */
  boolean isExpected() {
    return origin == null;
  }

  boolean isFinal() {
    return status.equals(CONFIRMED) || status.equals(CANCELLED);
  }

  @Nullable Boolean said(Side side) {
    return side == Side.PAYMENT ? paymentGood : inventoryGood;
  }

  void record(Fact fact) {
    if (fact.side() == Side.PAYMENT) {
      paymentGood = fact.good();
      paymentId = fact.reference();
      paymentDetail = fact.detail();
    } else {
      inventoryGood = fact.good();
      inventoryDetail = fact.detail();
    }
  }

  void describe(NewOrder order) {
    if (status.equals(EXPECTED)) {
      status = OPEN;
    }
    origin = order.origin().name();
    sharedHash = order.sharedHash();
    fullHash = order.fullHash();
    customerId = order.customerId();
    totalMinorUnits = order.total().getMinorUnits();
    currency = order.total().getCurrency();
  }
}
