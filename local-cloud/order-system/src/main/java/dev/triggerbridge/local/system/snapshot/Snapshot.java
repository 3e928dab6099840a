package dev.triggerbridge.local.system.snapshot;

import java.util.List;

/**
 * Everything the checker looks at, read once the system is idle.
 *
 * @param streams streams with their content
 * @param consumers durable consumers of all streams
 * @param orders orders table
 * @param payments payments table
 * @param stock SKU rows of the inventory table
 * @param reservations reservation rows of the inventory table
 * @param ledger the gateway's ledger
 * @param audit every line of every audit object
 * @param journal the simulator's PubAcks and the stock it seeded
 */
public record Snapshot(
    List<StreamContent> streams,
    List<ConsumerState> consumers,
    List<OrderRow> orders,
    List<StatusRow> payments,
    List<StockRow> stock,
    List<StatusRow> reservations,
    List<LedgerEntry> ledger,
    List<AuditRecord> audit,
    Journal journal) {
  /** Copies the lists. */
  public Snapshot {
    streams = List.copyOf(streams);
    consumers = List.copyOf(consumers);
    orders = List.copyOf(orders);
    payments = List.copyOf(payments);
    stock = List.copyOf(stock);
    reservations = List.copyOf(reservations);
    ledger = List.copyOf(ledger);
    audit = List.copyOf(audit);
  }

  /** Messages of the named stream, empty if there is no such stream. */
  public List<StreamMessage> messages(String stream) {
    return streams.stream()
        .filter(content -> content.name().equals(stream))
        .flatMap(content -> content.messages().stream())
        .toList();
  }
}
