package dev.triggerbridge.functions.inventory;

/**
 * A quantity taken from one row of stock.
 *
 * @param sku of the row
 * @param shard of the row, from 0
 * @param quantity at least 1
 */
record Allocation(String sku, int shard, long quantity) {}
