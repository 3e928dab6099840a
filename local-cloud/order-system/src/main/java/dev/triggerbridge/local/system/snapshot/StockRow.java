package dev.triggerbridge.local.system.snapshot;

/**
 * One shard of a SKU in the inventory table.
 *
 * @param sku stock keeping unit
 * @param shard shard number
 * @param available pieces that can still be reserved
 * @param reserved pieces reserved for orders
 */
public record StockRow(String sku, long shard, long available, long reserved) {}
