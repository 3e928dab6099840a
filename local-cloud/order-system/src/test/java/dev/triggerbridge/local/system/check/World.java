package dev.triggerbridge.local.system.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.inventory.v1.InventoryRejected;
import dev.triggerbridge.events.inventory.v1.InventoryReserved;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderConfirmed;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.events.payments.v1.PaymentCompleted;
import dev.triggerbridge.events.payments.v1.PaymentFailed;
import dev.triggerbridge.local.system.snapshot.AuditRecord;
import dev.triggerbridge.local.system.snapshot.ConsumerState;
import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.LedgerEntry;
import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.snapshot.Position;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StatusRow;
import dev.triggerbridge.local.system.snapshot.StockRow;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A small finished run in which every invariant holds, whose parts a test may break: o-1 confirmed,
 * o-2 declined, o-3 sold out after its charge (refunded), o-4 foreign JSON confirmed, one poison.
 */
public final class World {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  final Map<String, List<StreamMessage>> streams = new LinkedHashMap<>();
  final Map<String, Long> dropped = new LinkedHashMap<>();
  final List<ConsumerState> consumers = new ArrayList<>();
  final List<OrderRow> orders = new ArrayList<>();
  final List<StatusRow> payments = new ArrayList<>();
  final List<StockRow> stock = new ArrayList<>();
  final List<LedgerEntry> ledger = new ArrayList<>();
  final List<AuditRecord> audit = new ArrayList<>();
  final Map<Position, String> placed = new LinkedHashMap<>();
  final List<Position> poison = new ArrayList<>();
  final Map<String, Long> initialStock = new LinkedHashMap<>();

  /** The world described above. */
  public static World healthy() {
    World world = new World();
    world.initialStock.put("apple", 10L);
    world.initialStock.put("rare", 0L);
    world.placed("o-1", "apple", 2);
    world.placed("o-1", "apple", 2);
    world.placed("o-2", "apple", 1);
    world.placed("o-3", "rare", 1);
    world.foreign("o-4");
    world.poison();

    world.paid("o-1");
    world.reserved("o-1");
    world.confirmed("o-1");
    world.declined("o-2");
    world.cancelled("o-2", "PAYMENT_DECLINED");
    world.paid("o-3");
    world.rejected("o-3");
    world.cancelled("o-3", "OUT_OF_STOCK");
    world.ledger.add(new LedgerEntry(LedgerEntry.Kind.REFUND, "o-3", "o-3:refund", 300, "EUR"));
    world.paid("o-4");
    world.reserved("o-4");
    world.confirmed("o-4");
    world.stock.add(new StockRow("apple", 0, 8, 2));
    world.stock.add(new StockRow("rare", 0, 0, 0));
    world.consumers.add(new ConsumerState("ORDERS", "order", 0, 0, 9, 7));
    world.auditEverything();
    return world;
  }

  /** Evidence of the world as it is now. */
  public Evidence evidence() {
    List<StreamContent> contents = new ArrayList<>();
    streams.forEach(
        (name, messages) ->
            contents.add(
                new StreamContent(
                    name,
                    "epoch-1",
                    1,
                    messages.size() + dropped.getOrDefault(name, 0L),
                    messages)));
    return Evidence.of(
        new Snapshot(
            contents,
            consumers,
            orders,
            payments,
            stock,
            List.of(),
            ledger,
            audit,
            new Journal(placed, poison, initialStock)));
  }

  List<StreamMessage> stream(String name) {
    return streams.computeIfAbsent(name, unknown -> new ArrayList<>());
  }

  void placed(String orderId, String sku, long quantity) {
    OrderPlaced order =
        OrderPlaced.newBuilder()
            .setMessageId(orderId)
            .setOrderId(orderId)
            .setCustomerId("c")
            .setTotal(Money.newBuilder().setMinorUnits(300).setCurrency("EUR"))
            .addItems(LineItem.newBuilder().setSku(sku).setQuantity(quantity))
            .build();
    placed.put(publish("orders.placed.v1", order), orderId);
  }

  void foreign(String orderId) {
    String json =
        """
        {"message_id":"m-%s","order_id":"%s","customer_id":"c","total_amount":3.00,"created_at":1}"""
            .formatted(orderId, orderId);
    byte[] data = json.getBytes(UTF_8);
    placed.put(publish("orders.created.v1", Map.of(), data), orderId);
  }

  void poison() {
    Position position = publish("orders.placed.v1", Map.of(), "garbage".getBytes(UTF_8));
    poison.add(position);
    letter("order", position);
  }

  void letter(String mapping, Position position) {
    publish(
        "orders.dlq",
        Map.of(
            "Dead-Letter-Mapping", List.of(mapping),
            "Dead-Letter-Stream", List.of(position.stream()),
            "Dead-Letter-Sequence", List.of(Long.toString(position.sequence()))),
        "garbage".getBytes(UTF_8));
  }

  void paid(String orderId) {
    publish(
        "payments.completed.v1",
        PaymentCompleted.newBuilder().setMessageId("paid " + orderId).setOrderId(orderId).build());
    ledger.add(new LedgerEntry(LedgerEntry.Kind.CHARGE, orderId, orderId + ":charge", 300, "EUR"));
    payments.add(new StatusRow(orderId, "CHARGED"));
  }

  void declined(String orderId) {
    publish(
        "payments.failed.v1",
        PaymentFailed.newBuilder().setMessageId("failed " + orderId).setOrderId(orderId).build());
    payments.add(new StatusRow(orderId, "DECLINED"));
  }

  void reserved(String orderId) {
    publish(
        "inventory.reserved.v1",
        InventoryReserved.newBuilder().setMessageId("res " + orderId).setOrderId(orderId).build());
  }

  void rejected(String orderId) {
    publish(
        "inventory.rejected.v1",
        InventoryRejected.newBuilder().setMessageId("rej " + orderId).setOrderId(orderId).build());
  }

  void confirmed(String orderId) {
    confirmedEvent(orderId, "order:" + orderId + ":confirmed");
    orders.add(new OrderRow(orderId, "CONFIRMED", null));
  }

  void confirmedEvent(String orderId, String messageId) {
    publish(
        "orders.confirmed.v1",
        OrderConfirmed.newBuilder().setMessageId(messageId).setOrderId(orderId).build());
  }

  void cancelled(String orderId, String reason) {
    publish(
        "orders.cancelled.v1",
        OrderCancelled.newBuilder()
            .setMessageId("order:" + orderId + ":cancelled")
            .setOrderId(orderId)
            .setReason(reason)
            .build());
    orders.add(new OrderRow(orderId, "CANCELLED", reason));
  }

  Position publish(String subject, Message event) {
    return publish(
        subject, Map.of("Content-Type", List.of("application/x-protobuf")), event.toByteArray());
  }

  private Position publish(String subject, Map<String, List<String>> headers, byte[] data) {
    String stream =
        subject.endsWith(".dlq")
            ? "DLQ"
            : subject.substring(0, subject.indexOf('.')).toUpperCase(Locale.ROOT);
    List<StreamMessage> messages = stream(stream);
    long sequence = messages.size() + 1L;
    Instant time = START.plusMillis(10L * streams.values().stream().mapToInt(List::size).sum());
    messages.add(new StreamMessage(stream, sequence, subject, time, headers, data));
    return new Position(stream, sequence);
  }

  void auditEverything() {
    audit.clear();
    streams.values().forEach(messages -> messages.forEach(this::audit));
  }

  void audit(StreamMessage message) {
    String hash = Sha256.hex(message.data());
    audit.add(
        new AuditRecord(
            message.stream(),
            "epoch-1",
            message.sequence(),
            message.subject(),
            hash,
            hash,
            "object-" + message.stream()));
  }
}
