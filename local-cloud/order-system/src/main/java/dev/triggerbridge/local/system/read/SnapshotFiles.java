package dev.triggerbridge.local.system.read;

import com.google.gson.Gson;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps the rows that the checker judged, for a person to look into after a broken run. */
public final class SnapshotFiles {
  private static final Gson JSON = new Gson();

  private SnapshotFiles() {}

  /** Writes one file of JSON lines per table, and the ledger. */
  public static void write(Snapshot snapshot, Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder.resolve("orders.ndjson"), snapshot.orders());
    write(folder.resolve("payments.ndjson"), snapshot.payments());
    write(folder.resolve("stock.ndjson"), snapshot.stock());
    write(folder.resolve("reservations.ndjson"), snapshot.reservations());
    write(folder.resolve("ledger.ndjson"), snapshot.ledger());
    write(folder.resolve("consumers.ndjson"), snapshot.consumers());
  }

  private static void write(Path file, List<? extends Record> rows) throws IOException {
    Files.write(file, rows.stream().map(JSON::toJson).toList());
  }
}
