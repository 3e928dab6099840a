package dev.triggerbridge.functions.inventory;

import static dev.triggerbridge.functions.inventory.Orders.cancelled;
import static dev.triggerbridge.functions.inventory.Orders.created;
import static dev.triggerbridge.functions.inventory.Orders.line;
import static dev.triggerbridge.functions.inventory.Orders.version1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.protobuf.Message;
import dev.triggerbridge.events.inventory.v1.InventoryReserved;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import dev.triggerbridge.functions.testing.Invocations;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The deployed handler on a real table; each test uses SKUs and orders of its own. */
class InventoryHandlerTest {
  private static DynamoDbLocal dynamo;
  private static DynamoDbClient client;
  private static Stock stock;
  private static RequestStreamHandler handler;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    dynamo = DynamoDbLocal.start(null);
    client = dynamo.client();
    stock = Stock.create(dynamo, client, "inventory");
    LocalAws.use(dynamo.endpoint().toString());
    handler = new InventoryHandler();
  }

  @AfterAll
  static void stop() {
    client.close();
    dynamo.close();
  }

  @Test
  void twins_of_both_versions_reserve_once_and_answer_alike() {
    stock.with("twin", 10);
    OrderCreated order = created("twin-1", line("twin", 4));

    BatchResponse response =
        invoke(
            BatchRequest.from("ORDERS")
                .add("orders.created.v1", version1(order))
                .add("orders.created.v2", order));

    assertThat(response.results()).hasSize(2).allMatch(result -> result.status().equals("ok"));
    assertThat(response.results().get(0).events())
        .hasSize(1)
        .isEqualTo(response.results().get(1).events());
    assertThat(response.results().get(0).events().getFirst().payload(InventoryReserved.parser()))
        .extracting(InventoryReserved::getMessageId)
        .isEqualTo("inventory:twin-1:reserved");
    assertThat(stock.reserved("twin", 0)).isEqualTo(4);
  }

  @Test
  void plain_json_of_version_1_without_items_is_reserved() {
    String json =
        """
        {"messageId": "m-1", "orderId": "json-1", "customerId": "c-1", "totalAmount": 12.34,
         "createdAt": "1795417200000"}
        """;

    assertThat(
            invoke(
                    BatchRequest.from("ORDERS")
                        .add("orders.created.v1", null, json.getBytes(StandardCharsets.UTF_8)))
                .only()
                .subjects())
        .containsExactly("inventory.reserved.v1");
  }

  @Test
  void cancellation_releases_and_the_events_are_named_by_the_order() {
    stock.with("returned", 10);
    invoke(one("orders.created.v2", created("ret-1", line("returned", 4))));

    Result released = invoke(one("orders.cancelled.v1", cancelled("ret-1"))).only();

    assertThat(released.subjects()).containsExactly("inventory.released.v1");
    assertThat(released.events().getFirst().id()).isEqualTo("inventory:ret-1:released");
    assertThat(stock.available("returned", 0)).isEqualTo(10);
  }

  @Test
  void negative_quantity_is_rejected_and_moves_no_stock() {
    stock.with("negative", 10);

    Result result = invoke(one("orders.created.v2", created("neg-1", line("negative", -1)))).only();

    assertThat(result.status()).isEqualTo("reject");
    assertThat(result.message()).contains("items[0].quantity", "-1", "one or more");
    assertThat(stock.available("negative", 0)).isEqualTo(10);
  }

  @Test
  void amount_of_version_1_that_is_no_exact_amount_is_rejected_with_field_and_remedy() {
    Result result =
        invoke(
                one(
                    "orders.created.v1",
                    version1(created("frac-1")).toBuilder().setTotalAmount(12.345).build()))
            .only();

    assertThat(result.status()).isEqualTo("reject");
    assertThat(result.message()).contains("total_amount", "12.345");
    assertThat(stock.status("frac-1")).isEqualTo("ABSENT");
  }

  @Test
  void same_order_id_with_other_content_is_rejected() {
    stock.with("conflict", 10);
    invoke(one("orders.created.v2", created("con-1", line("conflict", 1))));

    Result result = invoke(one("orders.created.v2", created("con-1", line("conflict", 2)))).only();

    assertThat(result.status()).isEqualTo("reject");
    assertThat(result.code()).isEqualTo("CONFLICTING_DUPLICATE");
  }

  @Test
  void springs_own_invoker_runs_the_same_functions() {
    stock.with("spring", 3);
    RequestStreamHandler invoker = Invocations.springInvoker(InventoryFunctions.class);

    BatchResponse response =
        Invocations.invoke(
            invoker,
            BatchRequest.from("ORDERS")
                .add("orders.created.v2", created("spring-1", line("spring", 2)))
                .add("orders.created.v2", created("spring-2", line("spring", 2))));

    assertThat(response.results().stream().map(Result::subjects))
        .containsExactlyInAnyOrder(
            List.of("inventory.reserved.v1"), List.of("inventory.rejected.v1"));
    assertThat(stock.available("spring", 0)).isEqualTo(1);
  }

  @Test
  void process_that_dies_between_write_and_answer_has_reserved_once() throws Exception {
    stock.with("crash", 10);

    assertThat(dieAfterWrite()).isEqualTo(137);
    assertThat(directory.resolve("inventory.after-write")).exists();
    assertThat(stock.reserved("crash", 0)).isEqualTo(4);

    assertThat(invoke(DyingProcess.request()).only().subjects())
        .containsExactly("inventory.reserved.v1");
    assertThat(stock.reserved("crash", 0)).isEqualTo(4);
  }

  @Test
  void descriptor_names_this_handler_and_this_table() {
    FunctionDescriptor descriptor = FunctionDescriptor.read(Path.of("function.json"));

    assertThat(descriptor.handler())
        .isEqualTo(InventoryHandler.class.getName() + "::handleRequest");
    assertThat(descriptor.table())
        .satisfies(table -> assertThat(table.partitionKey()).isEqualTo(InventoryTable.KEY))
        .satisfies(table -> assertThat(table.ttlAttribute()).isNull());
    assertThat(InventorySettings.from(withTable(descriptor)).skuShards()).isEqualTo(1);
  }

  @Test
  void setting_out_of_range_is_refused_with_name_value_and_remedy() {
    for (String wrong : List.of("0", "101", "many", "")) {
      assertThatThrownBy(
              () -> InventorySettings.from(Map.of("TABLE_NAME", "t", "SKU_SHARDS", wrong)))
          .hasMessage("SKU_SHARDS is '%s': give a whole number from 1 to 100", wrong);
    }
    assertThatThrownBy(() -> InventorySettings.from(Map.of()))
        .hasMessageContaining("TABLE_NAME is missing");
  }

  private static Map<String, String> withTable(FunctionDescriptor descriptor) {
    Map<String, String> environment = new HashMap<>(descriptor.environment());
    environment.put("TABLE_NAME", "inventory");
    return environment;
  }

  private static BatchRequest one(String subject, Message payload) {
    return BatchRequest.from("ORDERS").add(subject, payload);
  }

  private static BatchResponse invoke(BatchRequest request) {
    return Invocations.invoke(handler, request);
  }

  private int dieAfterWrite() throws Exception {
    File log = directory.resolve("log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DyingProcess.class.getName(),
                dynamo.endpoint().toString())
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder.environment().put("TRIGGERBRIDGE_CRASH", "inventory.after-write:1");
    builder.environment().put("TRIGGERBRIDGE_CRASH_DIR", directory.toString());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** A process of its own that handles one order. */
  static final class DyingProcess {
    private DyingProcess() {}

    public static void main(String[] arguments) {
      LocalAws.use(arguments[0]);
      Invocations.invoke(new InventoryHandler(), request());
    }

    static BatchRequest request() {
      return one("orders.created.v2", created("crash-1", line("crash", 4)));
    }
  }
}
