package dev.triggerbridge.functions.order;

import dev.triggerbridge.functions.support.NatsBatchHandler;

/** The order function's Lambda entry point. */
public final class OrderHandler extends NatsBatchHandler {
  public OrderHandler() {
    super(new OrderFunctions());
  }
}
