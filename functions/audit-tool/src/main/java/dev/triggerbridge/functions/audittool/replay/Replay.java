package dev.triggerbridge.functions.audittool.replay;

import dev.triggerbridge.functions.audittool.bucket.AuditRecord;
import dev.triggerbridge.functions.audittool.verify.AuditContents;
import dev.triggerbridge.functions.order.OrderFold;
import dev.triggerbridge.functions.support.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rebuilds orders in an empty table from the audit alone, with the order function's own fold. */
public final class Replay {
  private static final int PARALLEL = 8;

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final String currency;

  /**
   * @param dynamoDb kept by the caller
   * @param table where to; empty
   * @param currency of old orders that name none, as the live function has it
   */
  public Replay(DynamoDbClient dynamoDb, String table, String currency) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.currency = currency;
  }

  /**
   * What came out.
   *
   * @param orders rebuilt
   * @param messages given to the fold
   * @param rejected of them, as the function rejects them
   * @param withoutBeginning orders of which only later messages are in the range
   * @param compared orders compared with the live ones, -1 if none were to be
   * @param differences one sentence for each order that is not what was recorded, or not what is
   *     live
   */
  public record Result(
      long orders,
      long messages,
      long rejected,
      long withoutBeginning,
      long compared,
      List<String> differences) {}

  /** Creates the table unless it exists. */
  public void createTable() {
    new OrdersTable(dynamoDb, table).create();
  }

  /** Whether nothing is in the table yet. */
  public boolean isEmpty() {
    return new OrdersTable(dynamoDb, table).isEmpty();
  }

  /**
   * Runs; blocks until everything is written.
   *
   * @param from messages stored earlier are left out; null for the beginning
   * @param to messages stored at or after it are left out; null for the end
   * @param live table to compare with, or null. Within a range only orders that began and ended in
   *     it are compared
   */
  public Result run(
      AuditContents audit, @Nullable Instant from, @Nullable Instant to, @Nullable String live)
      throws InterruptedException {
    List<OrderStory> stories = stories(audit, from, to);
    List<Told> told = tell(stories);
    Map<String, Map<String, AttributeValue>> rebuilt =
        new OrdersTable(dynamoDb, table).businessFields();
    List<String> differences = new ArrayList<>();
    stories.forEach(story -> judge(story, rebuilt.get(story.orderId()), differences));
    long compared = -1;
    if (live != null) {
      boolean everything = from == null && to == null;
      compared = compare(stories, rebuilt, live, everything, differences);
    }
    return new Result(
        rebuilt.size(),
        told.stream().mapToLong(Told::messages).sum(),
        told.stream().mapToLong(Told::rejected).sum(),
        stories.stream().filter(story -> !story.hasBeginning()).count(),
        compared,
        List.copyOf(differences));
  }

  private static List<OrderStory> stories(
      AuditContents audit, @Nullable Instant from, @Nullable Instant to) {
    Map<String, List<Recorded>> byOrder = new TreeMap<>();
    audit.epochs().values().stream()
        .flatMap(content -> content.records().values().stream())
        .filter(record -> from == null || !record.time().isBefore(from))
        .filter(record -> to == null || record.time().isBefore(to))
        .flatMap(record -> Recorded.of(record).stream())
        .forEach(
            message ->
                byOrder
                    .computeIfAbsent(message.orderId(), unknown -> new ArrayList<>())
                    .add(message));
    return byOrder.entrySet().stream()
        .map(order -> new OrderStory(order.getKey(), order.getValue()))
        .toList();
  }

  private List<Told> tell(List<OrderStory> stories) throws InterruptedException {
    OrderFold fold = new OrderFold(dynamoDb, table, currency);
    List<Told> told = new ArrayList<>();
    try (ExecutorService parallel = Executors.newFixedThreadPool(PARALLEL)) {
      List<Future<Told>> running =
          stories.stream().map(story -> parallel.submit(() -> tell(fold, story))).toList();
      for (Future<Told> one : running) {
        told.add(one.get());
      }
      return told;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an order cannot be rebuilt: " + e.getCause(), e.getCause());
    }
  }

  private static Told tell(OrderFold fold, OrderStory story) {
    long messages = 0;
    long rejected = 0;
    for (Recorded message : story.inOrder()) {
      AuditRecord record = message.record();
      Outcome outcome = fold.apply(record.subject(), record.contentType(), record.payload());
      messages++;
      if (outcome instanceof Outcome.Reject) {
        rejected++;
      } else if (outcome instanceof Outcome.Retry retry) {
        throw new IllegalStateException(
            "%s/%d of order %s: %s"
                .formatted(
                    record.epoch().stream(), record.sequence(), story.orderId(), retry.code()));
      }
    }
    return new Told(messages, rejected);
  }

  private static void judge(
      OrderStory story, @Nullable Map<String, AttributeValue> row, List<String> differences) {
    String end = story.recordedEnd();
    if (end == null || !story.hasBeginning()) {
      return;
    }
    String status = text(row, "status");
    String reason = text(row, "cancelReason");
    if (!end.equals(status) || !Objects.equals(reason, story.recordedReason())) {
      differences.add(
          "order %s: recorded as %s (%s), the fold makes it %s (%s)"
              .formatted(story.orderId(), end, story.recordedReason(), status, reason));
    }
  }

  private long compare(
      List<OrderStory> stories,
      Map<String, Map<String, AttributeValue>> rebuilt,
      String live,
      boolean everything,
      List<String> differences) {
    Map<String, Map<String, AttributeValue>> orders =
        new OrdersTable(dynamoDb, live).businessFields();
    TreeSet<String> wanted = new TreeSet<>();
    stories.stream()
        .filter(story -> everything || (story.hasBeginning() && story.recordedEnd() != null))
        .map(OrderStory::orderId)
        .filter(orderId -> rebuilt.containsKey(orderId) || orders.containsKey(orderId))
        .forEach(wanted::add);
    if (everything) {
      wanted.addAll(orders.keySet());
    }
    for (String orderId : wanted) {
      Map<String, AttributeValue> ours = rebuilt.getOrDefault(orderId, Map.of());
      Map<String, AttributeValue> theirs = orders.getOrDefault(orderId, Map.of());
      if (!ours.equals(theirs)) {
        differences.add(
            "order %s: rebuilt and live differ in %s"
                .formatted(
                    orderId,
                    String.join(
                        ", ",
                        Stream.concat(ours.keySet().stream(), theirs.keySet().stream())
                            .distinct()
                            .filter(name -> !Objects.equals(ours.get(name), theirs.get(name)))
                            .sorted()
                            .toList())));
      }
    }
    return wanted.size();
  }

  private static @Nullable String text(@Nullable Map<String, AttributeValue> row, String name) {
    AttributeValue value = row == null ? null : row.get(name);
    return value == null ? null : value.s();
  }

  private record Told(long messages, long rejected) {}
}
