package dev.triggerbridge.functions.inventory;

import java.util.Map;

/**
 * What the environment says.
 *
 * @param tableName from {@code TABLE_NAME}
 * @param skuShards from {@code SKU_SHARDS}: over how many rows the stock of each SKU is spread, 1
 *     to {@value #MOST_SHARDS}. To raise it, add the rows first; to lower it, empty them first:
 *     rows beyond it are not seen
 * @param defaultCurrency from {@code DEFAULT_CURRENCY}: of orders that name none
 */
record InventorySettings(String tableName, int skuShards, String defaultCurrency) {
  /** The shards of a SKU are read in one transaction, which takes 100 items. */
  static final int MOST_SHARDS = 100;

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException naming the variable, its value and the remedy
   */
  static InventorySettings from(Map<String, String> environment) {
    String table = environment.getOrDefault("TABLE_NAME", "");
    if (table.isBlank()) {
      throw new IllegalArgumentException("TABLE_NAME is missing: set the inventory table's name");
    }
    return new InventorySettings(
        table,
        shards(environment.getOrDefault("SKU_SHARDS", "1")),
        environment.getOrDefault("DEFAULT_CURRENCY", "EUR"));
  }

  private static int shards(String text) {
    try {
      int shards = Integer.parseInt(text);
      if (shards >= 1 && shards <= MOST_SHARDS) {
        return shards;
      }
    } catch (NumberFormatException e) {
      // The message below covers it.
    }
    throw new IllegalArgumentException(
        "SKU_SHARDS is '%s': give a whole number from 1 to %d".formatted(text, MOST_SHARDS));
  }
}
