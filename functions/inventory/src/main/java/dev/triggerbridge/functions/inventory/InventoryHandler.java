package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.functions.support.NatsBatchHandler;

/** Lambda's entry point of the inventory function. */
public final class InventoryHandler extends NatsBatchHandler {
  /** Called once per execution environment. */
  public InventoryHandler() {
    super(new InventoryFunctions());
  }
}
