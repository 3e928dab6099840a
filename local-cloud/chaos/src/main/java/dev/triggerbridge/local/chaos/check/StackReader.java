package dev.triggerbridge.local.chaos.check;

import dev.triggerbridge.events.SubjectCatalogue;
import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.chaos.stack.Lanes;
import dev.triggerbridge.local.gateway.Ledger;
import dev.triggerbridge.local.system.read.AuditReader;
import dev.triggerbridge.local.system.read.StreamReader;
import dev.triggerbridge.local.system.read.TableReader;
import dev.triggerbridge.local.system.snapshot.ConsumerState;
import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.LedgerEntry;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads what the checker looks at, past the proxies. Blocks. */
public final class StackReader {
  private static final int READINGS = 6;

  private final ChaosStack stack;

  /** Of a stack that is idle when it is read. */
  public StackReader(ChaosStack stack) {
    this.stack = stack;
  }

  /** The streams whose messages must be settled and audited. */
  public static List<String> streams() {
    List<String> streams = new ArrayList<>(SubjectCatalogue.streams().keySet());
    streams.add(Lanes.STREAM);
    return streams;
  }

  /**
   * Reads once.
   *
   * @param journal what was noted of PubAcks and stock
   */
  public Snapshot read(Journal journal)
      throws IOException, JetStreamApiException, InterruptedException {
    StreamReader reader = new StreamReader(stack.connection());
    List<StreamContent> streams = new ArrayList<>();
    List<ConsumerState> consumers = new ArrayList<>();
    for (String name : streams()) {
      StreamContent stream = read(reader, name);
      streams.add(stream);
      consumers.addAll(reader.consumers(stream));
    }
    try (DynamoDbClient dynamoDb = stack.dynamoDb().client()) {
      TableReader tables = new TableReader(dynamoDb);
      return new Snapshot(
          streams,
          consumers,
          tables.orders(stack.table("order")),
          tables.statuses(stack.table("payment")),
          tables.stock(stack.table("inventory")),
          tables.statuses(stack.table("inventory")),
          ledger(stack.gateway().ledger()),
          AuditReader.read(stack.s3(), stack.bucket("audit")),
          journal);
    }
  }

  /** A cluster that has just lost a node may need longer than one reading waits. */
  private static StreamContent read(StreamReader reader, String name)
      throws IOException, JetStreamApiException, InterruptedException {
    for (int reading = 1; ; reading++) {
      try {
        return reader.read(name);
      } catch (IOException | JetStreamApiException e) {
        if (reading == READINGS) {
          throw e;
        }
      }
    }
  }

  private static List<LedgerEntry> ledger(Ledger ledger) {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Ledger.Charge charge : ledger.charges()) {
      entries.add(
          new LedgerEntry(
              LedgerEntry.Kind.CHARGE,
              charge.orderId(),
              charge.key(),
              charge.amount(),
              charge.currency()));
    }
    for (Ledger.Refund refund : ledger.refunds()) {
      entries.add(
          new LedgerEntry(
              LedgerEntry.Kind.REFUND,
              refund.orderId(),
              refund.key(),
              refund.amount(),
              refund.currency()));
    }
    return entries;
  }
}
