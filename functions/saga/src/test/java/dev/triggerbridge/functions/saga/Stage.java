package dev.triggerbridge.functions.saga;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.triggerbridge.functions.inventory.InventoryFunctions;
import dev.triggerbridge.functions.order.OrderFunctions;
import dev.triggerbridge.functions.payment.PaymentHandler;
import dev.triggerbridge.functions.saga.Scenario.Card;
import dev.triggerbridge.functions.support.NatsBatchHandler;
import dev.triggerbridge.functions.support.NatsFunctions;
import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import dev.triggerbridge.functions.testing.Invocations;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.gateway.FaultKind;
import dev.triggerbridge.local.gateway.GatewayOptions;
import dev.triggerbridge.local.gateway.Ledger;
import dev.triggerbridge.local.gateway.PaymentGateway;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** The three deployed handlers on real tables, and a gateway. One per process. */
final class Stage {
  private static final DynamoDbLocal DYNAMO_DB = startDynamoDb();
  private static final DynamoDbClient CLIENT = DYNAMO_DB.client();
  private static final PaymentGateway GATEWAY = startGateway();
  private static final Map<Participant, RequestStreamHandler> HANDLERS = handlers();
  private static final AtomicInteger ORDERS = new AtomicInteger();

  private Stage() {}

  /** A new order's id, with the stock and the faults that its scenario names. */
  static String prepare(Scenario scenario) {
    String orderId = "o" + ORDERS.incrementAndGet();
    CLIENT.putItem(
        put ->
            put.tableName("inventory")
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS(skuKey(orderId)),
                        "sku", AttributeValue.fromS(Scenario.sku(orderId)),
                        "shard", AttributeValue.fromN("0"),
                        "available", AttributeValue.fromN(Long.toString(scenario.stock())),
                        "reserved", AttributeValue.fromN("0"))));
    if (scenario.card() == Card.ANSWER_LOST) {
      GATEWAY.faults().plan(orderId, FaultKind.DROP_AFTER_CHARGE);
    }
    return orderId;
  }

  static Result invoke(Delivery delivery) {
    RequestStreamHandler handler = Objects.requireNonNull(HANDLERS.get(delivery.to()));
    return Invocations.invoke(
            handler,
            BatchRequest.from("ANY")
                .add(delivery.subject(), "application/x-protobuf", delivery.data().toByteArray()))
        .only();
  }

  /** What the stores say about an order now. */
  static Books books(String orderId) {
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("order#" + orderId));
    Map<String, AttributeValue> sku = Map.of("pk", AttributeValue.fromS(skuKey(orderId)));
    Map<String, List<Map<String, AttributeValue>>> rows =
        CLIENT
            .batchGetItem(
                get ->
                    get.requestItems(
                        Map.of(
                            "orders", consistently(List.of(key)),
                            "payments", consistently(List.of(key)),
                            "inventory", consistently(List.of(key, sku)))))
            .responses();
    Map<String, AttributeValue> order = row(rows, "orders", key);
    Map<String, AttributeValue> stock = row(rows, "inventory", sku);
    Ledger ledger = GATEWAY.ledger();
    return new Books(
        text(order, "status"),
        text(order, "cancelReason"),
        text(order, "origin"),
        text(row(rows, "payments", key), "status"),
        text(row(rows, "inventory", key), "status"),
        Long.parseLong(Objects.requireNonNull(stock.get("available")).n()),
        Long.parseLong(Objects.requireNonNull(stock.get("reserved")).n()),
        ledger.chargesOf(orderId).size(),
        ledger.refundsOf(orderId).size());
  }

  private static String text(Map<String, AttributeValue> row, String attribute) {
    AttributeValue value = row.get(attribute);
    return value == null ? "-" : value.s();
  }

  private static KeysAndAttributes consistently(List<Map<String, AttributeValue>> keys) {
    return KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
  }

  private static Map<String, AttributeValue> row(
      Map<String, List<Map<String, AttributeValue>>> rows,
      String table,
      Map<String, AttributeValue> key) {
    return rows.getOrDefault(table, List.of()).stream()
        .filter(row -> Objects.equals(row.get("pk"), key.get("pk")))
        .findFirst()
        .orElse(Map.of());
  }

  private static String skuKey(String orderId) {
    return "sku#" + Scenario.sku(orderId) + "#0";
  }

  private static DynamoDbLocal startDynamoDb() {
    DynamoDbLocal local = DynamoDbLocal.start(null);
    for (String table : new String[] {"orders", "payments", "inventory"}) {
      local.createTable(table, "pk", null, null);
    }
    System.setProperty("aws.endpointUrlDynamoDb", local.endpoint().toString());
    System.setProperty("aws.region", "eu-central-1");
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "local");
    Runtime.getRuntime().addShutdownHook(new Thread(local::close));
    return local;
  }

  private static PaymentGateway startGateway() {
    PaymentGateway gateway = PaymentGateway.start(GatewayOptions.defaults());
    // Payment alone looks at system properties before the environment.
    System.setProperty("PAYMENT_GATEWAY_URL", gateway.url().toString());
    System.setProperty("TABLE_NAME", "payments");
    Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
    return gateway;
  }

  private static Map<Participant, RequestStreamHandler> handlers() {
    Map<Participant, RequestStreamHandler> handlers = new EnumMap<>(Participant.class);
    handlers.put(
        Participant.ORDER, handler(new OrderFunctions(Map.of("TABLE_NAME", "orders")::get)));
    handlers.put(
        Participant.INVENTORY, handler(new InventoryFunctions(Map.of("TABLE_NAME", "inventory"))));
    handlers.put(Participant.PAYMENT, new PaymentHandler());
    return handlers;
  }

  private static RequestStreamHandler handler(NatsFunctions functions) {
    return new NatsBatchHandler(functions) {};
  }
}
