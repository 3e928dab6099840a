package dev.triggerbridge.local.system.crash.round;

import dev.triggerbridge.events.SubjectCatalogue;
import dev.triggerbridge.local.system.crash.stack.CrashStack;
import dev.triggerbridge.local.system.read.AuditReader;
import dev.triggerbridge.local.system.read.GatewayReader;
import dev.triggerbridge.local.system.read.StreamReader;
import dev.triggerbridge.local.system.read.TableReader;
import dev.triggerbridge.local.system.snapshot.ConsumerState;
import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads what the checker looks at from the servers of a crash stack. Blocks. */
final class SnapshotTaker {
  private final CrashStack stack;
  private final DynamoDbClient dynamoDb;

  SnapshotTaker(CrashStack stack, DynamoDbClient dynamoDb) {
    this.stack = stack;
    this.dynamoDb = dynamoDb;
  }

  Snapshot take(Journal journal) throws IOException, JetStreamApiException, InterruptedException {
    StreamReader reader = new StreamReader(stack.nats());
    List<StreamContent> streams = new ArrayList<>();
    List<ConsumerState> consumers = new ArrayList<>();
    for (String name : SubjectCatalogue.streams().keySet()) {
      StreamContent stream = reader.read(name);
      streams.add(stream);
      consumers.addAll(reader.consumers(stream));
    }
    TableReader tables = new TableReader(dynamoDb);
    return new Snapshot(
        streams,
        consumers,
        tables.orders(stack.table("order")),
        tables.statuses(stack.table("payment")),
        tables.stock(stack.table("inventory")),
        tables.statuses(stack.table("inventory")),
        new GatewayReader(stack.gateway().url()).ledger(),
        AuditReader.read(stack.s3(), stack.bucket("audit")),
        journal);
  }
}
