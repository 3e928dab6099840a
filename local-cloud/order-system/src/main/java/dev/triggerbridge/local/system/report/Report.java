package dev.triggerbridge.local.system.report;

import dev.triggerbridge.local.system.check.Verdict;
import java.util.List;
import java.util.Map;

/**
 * The result of a run; its component names are the JSON that {@code --report} writes.
 *
 * @param ok whether every invariant holds
 * @param seed seed of the plan
 * @param orders orders by outcome
 * @param payments the gateway's ledger in numbers
 * @param inventory stock in numbers
 * @param deadLetters distinct dead letters
 * @param audit the audit compared with the streams
 * @param ordersPerSecond orders of this run that reached a final state, over the time from the
 *     first placed message to the last final event, by the server's clock
 * @param latencyMs time from an order's first placed message to its confirmation, by the server's
 *     clock
 * @param invariants every verdict
 */
public record Report(
    boolean ok,
    long seed,
    Orders orders,
    Payments payments,
    Inventory inventory,
    long deadLetters,
    Audit audit,
    double ordersPerSecond,
    Latency latencyMs,
    List<Verdict> invariants) {

  /**
   * Orders.
   *
   * @param placed orders whose PubAck was received
   * @param confirmed orders confirmed
   * @param cancelled orders cancelled, by reason
   */
  public record Orders(long placed, long confirmed, Map<String, Long> cancelled) {}

  /**
   * Ledger.
   *
   * @param charges charges made
   * @param refunds refunds made
   * @param duplicateCharges charges beyond the first of each order
   */
  public record Payments(long charges, long refunds, long duplicateCharges) {}

  /**
   * Stock.
   *
   * @param oversold pieces in confirmed orders beyond the initial stock
   */
  public record Inventory(long oversold) {}

  /**
   * Audit.
   *
   * @param records distinct records
   * @param streamMessages messages in all streams
   * @param gaps messages without a record
   */
  public record Audit(long records, long streamMessages, long gaps) {}

  /**
   * Latency in milliseconds, 0 if nothing was confirmed.
   *
   * @param p50 median
   * @param p99 99th percentile
   */
  public record Latency(long p50, long p99) {}
}
