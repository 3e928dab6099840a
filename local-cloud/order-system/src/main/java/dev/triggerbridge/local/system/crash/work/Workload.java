package dev.triggerbridge.local.system.crash.work;

import com.google.protobuf.Message;
import dev.triggerbridge.local.gateway.FaultKind;
import dev.triggerbridge.local.gateway.Operation;
import dev.triggerbridge.local.gateway.PaymentGateway;
import dev.triggerbridge.local.system.crash.stack.CrashStack;
import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.Position;
import dev.triggerbridge.local.system.stack.StockSeeder;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One of each kind of order, published on a running stack, and on demand one more of each. Blocks
 * for PubAcks; not thread-safe.
 */
public final class Workload {
  private static final String PLACED = "orders.placed.v1";
  private static final int CONFIRMATIONS = 1_000;

  /** Long enough that the order is paid by then. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final Duration PATIENCE_PER_DEATH = Duration.ofMillis(1_500);

  private final CrashStack stack;
  private final DynamoDbClient dynamoDb;
  private final JetStream jetStream;
  private final String prefix;
  private final Set<OrderKind> kinds;
  private final Duration patience;
  private final Map<Position, String> placed = new LinkedHashMap<>();
  private final List<Position> poison = new ArrayList<>();
  private final Map<String, Long> stock = new LinkedHashMap<>();
  private @Nullable Workload more;

  /**
   * A workload.
   *
   * @param dynamoDb client, kept by the caller
   * @param prefix of order ids, used once on a stack
   * @param kinds which orders
   * @param deaths how many are armed: each takes time, and the deadline of the order that nobody
   *     answers must be later, or it would not have to wait
   */
  public Workload(
      CrashStack stack, DynamoDbClient dynamoDb, String prefix, Set<OrderKind> kinds, int deaths)
      throws IOException {
    this(stack, dynamoDb, prefix, kinds, PATIENCE.plus(PATIENCE_PER_DEATH.multipliedBy(deaths)));
  }

  private Workload(
      CrashStack stack,
      DynamoDbClient dynamoDb,
      String prefix,
      Set<OrderKind> kinds,
      Duration patience)
      throws IOException {
    this.stack = stack;
    this.dynamoDb = dynamoDb;
    this.jetStream = stack.nats().jetStream();
    this.prefix = prefix;
    this.kinds = Set.copyOf(kinds);
    this.patience = patience;
  }

  /** Makes stock and the gateway's faults: what has to be there before the first order. */
  public void prepare() {
    for (OrderKind kind : kinds) {
      long pieces = OrderMessages.pieces(kind);
      if (pieces >= 0) {
        String sku = OrderMessages.sku(id(kind));
        StockSeeder.seed(dynamoDb, stack.table("inventory"), sku, pieces);
        stock.put(sku, pieces);
      }
    }
    PaymentGateway gateway = stack.gateway();
    plan(gateway, OrderKind.THROTTLED, FaultKind.RATE_429);
    plan(gateway, OrderKind.UNCLEAR, FaultKind.DROP_AFTER_CHARGE);
    plan(gateway, OrderKind.UNANSWERED, FaultKind.DROP_AFTER_REFUND);
    if (kinds.contains(OrderKind.WITHDRAWN)) {
      // More often than it can be tried until the cancellation is there.
      for (int times = 0; times < CONFIRMATIONS; times++) {
        gateway.faults().plan(id(OrderKind.WITHDRAWN), FaultKind.RATE_429, Operation.CONFIRM);
      }
    }
  }

  /** Publishes everything that has not to wait for something else. */
  public void publishFirst() throws IOException, JetStreamApiException {
    long now = System.currentTimeMillis();
    if (kinds.contains(OrderKind.DEADLINE_FIRST)) {
      String id = id(OrderKind.DEADLINE_FIRST);
      publish("orders.deadline.v1", null, OrderMessages.deadline(id, now).toByteArray(), true);
    }
    if (kinds.contains(OrderKind.FACT_FIRST)) {
      Message fact = OrderMessages.rejected(id(OrderKind.FACT_FIRST), now);
      publish("inventory.rejected.v1", null, fact.toByteArray(), true);
    }
    for (OrderKind kind : OrderKind.values()) {
      if (!kinds.contains(kind)) {
        continue;
      }
      switch (kind) {
        case PLAIN -> {
          place(kind, now, "");
          place(kind, now, ":again");
        }
        case THROTTLED, UNCLEAR, DECLINED, ALSO_DECLINED, SOLD_OUT, WITHDRAWN, UNANSWERED ->
            place(kind, now, "");
        case FOREIGN ->
            note(
                publish("orders.created.v1", null, OrderMessages.foreign(id(kind), now), false),
                id(kind));
        case POISON, ALSO_POISON ->
            poison.add(publish(PLACED, null, new byte[] {-1, -1, 'p'}, true));
        case DEADLINE_FIRST, FACT_FIRST -> {
          // Placed when the other has been heard.
        }
      }
    }
  }

  /** Prepares and publishes one more of each of these, once; from now on they belong to this. */
  public void placeAgain(Set<OrderKind> kinds) throws IOException, JetStreamApiException {
    // Whoever is to process them may just have died.
    Workload again = new Workload(stack, dynamoDb, prefix + "b", kinds, patience.multipliedBy(2));
    again.prepare();
    again.publishFirst();
    more = again;
  }

  /** Publishes the orders whose precursor has arrived; whether none is left. */
  public boolean publishRest() throws IOException, JetStreamApiException {
    boolean all = more == null || more.publishRest();
    for (OrderKind kind : List.of(OrderKind.DEADLINE_FIRST, OrderKind.FACT_FIRST)) {
      if (kinds.contains(kind) && !placed.containsValue(id(kind))) {
        if (row(id(kind)).isEmpty()) {
          all = false;
        } else {
          place(kind, System.currentTimeMillis(), "");
        }
      }
    }
    return all;
  }

  /** Whether the order that only its deadline can end has ended. */
  public boolean nobodyWaits() {
    if (more != null && !more.nobodyWaits()) {
      return false;
    }
    if (!kinds.contains(OrderKind.UNANSWERED)) {
      return true;
    }
    AttributeValue status = row(id(OrderKind.UNANSWERED)).get("status");
    return status != null && "CANCELLED".equals(status.s());
  }

  /** What was published and seeded. */
  public Journal journal() {
    Journal own = new Journal(placed, poison, stock);
    return more == null ? own : own.plus(more.journal());
  }

  /** The id of an order. */
  public String id(OrderKind kind) {
    return prefix + "-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void plan(PaymentGateway gateway, OrderKind kind, FaultKind fault) {
    if (kinds.contains(kind)) {
      gateway.faults().plan(id(kind), fault);
    }
  }

  private Map<String, AttributeValue> row(String orderId) {
    return dynamoDb
        .getItem(
            get ->
                get.tableName(stack.table("order"))
                    .key(Map.of("pk", AttributeValue.fromS("order#" + orderId)))
                    .consistentRead(true))
        .item();
  }

  private void place(OrderKind kind, long now, String copy)
      throws IOException, JetStreamApiException {
    String id = id(kind);
    byte[] data = OrderMessages.placed(id, kind, now, patience).toByteArray();
    note(publish(PLACED, id + copy, data, true), id);
  }

  private void note(Position position, String orderId) {
    placed.put(position, orderId);
  }

  private Position publish(
      String subject, @Nullable String messageId, byte[] data, boolean described)
      throws IOException, JetStreamApiException {
    Headers headers = new Headers();
    if (described) {
      headers.put("Content-Type", "application/x-protobuf");
    }
    if (messageId != null) {
      headers.put("Nats-Msg-Id", messageId);
    }
    PublishAck stored =
        jetStream.publish(
            NatsMessage.builder().subject(subject).headers(headers).data(data).build());
    return new Position(stored.getStream(), stored.getSeqno());
  }
}
