package dev.triggerbridge.local.system.plan;

import java.util.List;

/**
 * One order that the simulator places.
 *
 * @param orderId unique over all runs on one state folder
 * @param customerId customer
 * @param kind what is special about it
 * @param publishedTwice whether it is published a second time, unchanged, under another NATS id
 * @param lines what is ordered; empty for {@link Kind#FOREIGN_JSON}, whose schema has no items
 * @param totalMinor order total in minor units of {@link #CURRENCY}
 */
public record PlannedOrder(
    String orderId,
    String customerId,
    Kind kind,
    boolean publishedTwice,
    List<Line> lines,
    long totalMinor) {

  /** Currency of every simulated order; also what the functions assume where v1 has none. */
  public static final String CURRENCY = "EUR";

  /** SKUs of an {@link Kind#UNANSWERED} order; DynamoDB takes 100 items in a transaction. */
  public static final int TOO_MANY_SKUS = 100;

  /** Conditions that exclude each other. */
  public enum Kind {
    /** Protobuf with items in stock and a card that pays. */
    PLAIN,
    /** Like PLAIN, but the card is declined. */
    DECLINED,
    /** Like PLAIN, but it asks for the item that sells out. */
    SELL_OUT,
    /**
     * Like PLAIN, but of more SKUs than one reservation can hold: inventory gives it up and never
     * answers, so that it is paid and open until its deadline.
     */
    UNANSWERED,
    /** JSON without headers, items or currency, published straight to orders.created.v1. */
    FOREIGN_JSON
  }

  /** Copies the lines. */
  public PlannedOrder {
    lines = List.copyOf(lines);
  }

  /** Token of the payment method at the gateway. */
  public String paymentMethod() {
    return kind == Kind.DECLINED ? "pm_card_declined" : "pm_card_visa";
  }
}
