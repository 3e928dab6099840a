package dev.triggerbridge.local.system.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.Position;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal as tab-separated lines in the state folder, each written before the next step, so
 * that a later run can check what an earlier, even interrupted one did. Thread-safe.
 */
public final class JournalFile implements AutoCloseable {
  private static final String RUN = "run";
  private static final String PLACED = "placed";
  private static final String POISON = "poison";
  private static final String STOCK = "stock";

  private final BufferedWriter writer;
  private final Map<Position, String> placed = new LinkedHashMap<>();
  private final List<Position> poison = new ArrayList<>();
  private final Map<String, Long> stock = new LinkedHashMap<>();
  private int runs;

  private JournalFile(Path file) throws IOException {
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, UTF_8)) {
        read(line.split("\t", -1));
      }
    }
    writer =
        Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Opens the journal of a state folder, with what earlier runs wrote. */
  public static JournalFile open(Path file) throws IOException {
    return new JournalFile(file);
  }

  /** Begins a run and returns its id, unique in this journal. */
  public synchronized String beginRun() throws IOException {
    runs++;
    String id = "r" + runs;
    write(RUN, id);
    return id;
  }

  /** Notes the PubAck of an order. */
  public synchronized void placed(Position position, String orderId) throws IOException {
    placed.put(position, orderId);
    write(PLACED, position.stream(), Long.toString(position.sequence()), orderId);
  }

  /** Notes the PubAck of a poison message. */
  public synchronized void poison(Position position) throws IOException {
    poison.add(position);
    write(POISON, position.stream(), Long.toString(position.sequence()));
  }

  /** Notes stock that is about to be seeded. */
  public synchronized void stock(String sku, long pieces) throws IOException {
    stock.put(sku, pieces);
    write(STOCK, sku, Long.toString(pieces));
  }

  /** Everything noted so far, by all runs. */
  public synchronized Journal journal() {
    return new Journal(placed, poison, stock);
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }

  private void write(String... fields) throws IOException {
    writer.write(String.join("\t", fields));
    writer.newLine();
    writer.flush();
  }

  private void read(String[] fields) {
    switch (fields[0]) {
      case RUN -> runs++;
      case PLACED -> placed.put(new Position(fields[1], Long.parseLong(fields[2])), fields[3]);
      case POISON -> poison.add(new Position(fields[1], Long.parseLong(fields[2])));
      case STOCK -> stock.put(fields[1], Long.parseLong(fields[2]));
      default -> throw new IllegalStateException("journal line of unknown kind " + fields[0]);
    }
  }
}
