package dev.triggerbridge.local.system.read;

import dev.triggerbridge.events.SubjectCatalogue;
import dev.triggerbridge.local.system.snapshot.AuditRecord;
import dev.triggerbridge.local.system.snapshot.ConsumerState;
import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import dev.triggerbridge.local.system.stack.LocalStack;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads everything the checker looks at from the servers themselves. Blocks. */
public final class SnapshotReader {
  private final LocalStack stack;
  private final Connection nats;

  /**
   * A reader.
   *
   * @param nats connection, kept by the caller
   */
  public SnapshotReader(LocalStack stack, Connection nats) {
    this.stack = stack;
    this.nats = nats;
  }

  /**
   * Reads once; consistent if the system is idle.
   *
   * @param journal what the simulator noted
   */
  public Snapshot read(Journal journal)
      throws IOException, JetStreamApiException, InterruptedException {
    StreamReader reader = new StreamReader(nats);
    List<StreamContent> streams = new ArrayList<>();
    List<ConsumerState> consumers = new ArrayList<>();
    for (String name : SubjectCatalogue.streams().keySet()) {
      StreamContent stream = reader.read(name);
      streams.add(stream);
      consumers.addAll(reader.consumers(stream));
    }
    GatewayReader gateway = new GatewayReader(stack.addresses().gateway());
    List<AuditRecord> audit = AuditReader.read(stack.addresses().s3(), stack.bucket("audit"));
    try (DynamoDbClient dynamoDb = stack.dynamoDb().client()) {
      TableReader tables = new TableReader(dynamoDb);
      return new Snapshot(
          streams,
          consumers,
          tables.orders(stack.table("order")),
          tables.statuses(stack.table("payment")),
          tables.stock(stack.table("inventory")),
          tables.statuses(stack.table("inventory")),
          gateway.ledger(),
          audit,
          journal);
    }
  }
}
