package dev.triggerbridge.functions.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.payment.state.PaymentBuilder;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.payment.state.PaymentStore;
import dev.triggerbridge.functions.reconciliation.Difference.Kind;
import dev.triggerbridge.functions.support.FunctionClients;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.gateway.GatewayOptions;
import dev.triggerbridge.local.gateway.PaymentGateway;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Seeded differences in a real table and a real gateway; the rows are the payment function's. */
class ReconciliationTest {
  private static final long NOW = Clock.systemUTC().millis();
  private static final long OLD = NOW - Duration.ofHours(3).toMillis();
  private static final String ENDPOINT = "aws.endpointUrlDynamoDb";
  private static final Map<String, String> AWS =
      Map.of(
          "aws.region", "eu-central-1",
          "aws.accessKeyId", "local",
          "aws.secretAccessKey", "local");
  private static DynamoDbLocal dynamoDb;
  private static int tables;

  private final Clock now = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
  private final MovableClock gatewayClock = new MovableClock(OLD);
  private final PaymentGateway gateway =
      PaymentGateway.start(GatewayOptions.defaults().withClock(gatewayClock));
  private final HttpClient http = HttpClient.newHttpClient();
  private final String table = "payments-" + ++tables;
  private PaymentStore store;

  @BeforeAll
  static void configure() {
    dynamoDb = DynamoDbLocal.start(null);
    System.setProperty(ENDPOINT, dynamoDb.endpoint().toString());
    AWS.forEach(System::setProperty);
  }

  @AfterAll
  static void stop() {
    AWS.keySet().forEach(System::clearProperty);
    System.clearProperty(ENDPOINT);
    dynamoDb.close();
  }

  @BeforeEach
  void createTable() {
    dynamoDb.createTable(table, "pk", null, null);
    store = new PaymentStore(FunctionClients.enhanced(dynamoDb.client()), table);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void what_agrees_is_no_difference() throws Exception {
    row("o-1", PaymentStatus.CHARGED, 100, charge("o-1", 100), OLD);
    row("o-2", PaymentStatus.DECLINED, 100, null, OLD);
    row("o-3", PaymentStatus.CANCELLED, 0, null, OLD);
    String refunded = charge("o-4", 100);
    post("/v1/refunds", "r-4", "payment_intent=" + refunded);
    row("o-4", PaymentStatus.REFUNDED, 100, refunded, OLD);
    row("o-5", PaymentStatus.CHARGED, 0, null, OLD);
    // Never confirmed: it took nothing.
    create("o-6", 100);

    Run run = reconcile();

    assertThat(run.differences()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void every_kind_of_difference_is_listed_with_its_order_and_charge() throws Exception {
    String lonely = charge("o-lonely", 100);
    String declined = charge("o-declined", 100);
    row("o-declined", PaymentStatus.DECLINED, 100, null, OLD);
    row("o-unpaid", PaymentStatus.CHARGED, 100, "pi_gone", OLD);
    String cheap = charge("o-cheap", 99);
    row("o-cheap", PaymentStatus.CHARGED, 100, cheap, OLD);
    String first = charge("o-twice", 100);
    String second = charge("o-twice", 100);
    row("o-twice", PaymentStatus.CHARGED, 100, first, OLD);
    String kept = charge("o-kept", 100);
    row("o-kept", PaymentStatus.REFUNDED, 100, kept, OLD);
    String given = charge("o-given", 100);
    post("/v1/refunds", "r-given", "payment_intent=" + given);
    row("o-given", PaymentStatus.CHARGED, 100, given, OLD);
    row("o-held", PaymentStatus.HOLD, 100, null, OLD);
    row("o-open", PaymentStatus.UNKNOWN, 100, null, OLD);

    Run run = reconcile();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.differences())
        .containsExactlyInAnyOrder(
            Kind.CHARGE_WITHOUT_ROW + " o-lonely " + lonely,
            Kind.CHARGE_NOT_IN_ROW + " o-declined " + declined,
            Kind.ROW_WITHOUT_CHARGE + " o-unpaid pi_gone",
            Kind.OTHER_AMOUNT + " o-cheap " + cheap,
            Kind.SEVERAL_CHARGES + " o-twice " + first,
            Kind.SEVERAL_CHARGES + " o-twice " + second,
            Kind.CHARGE_NOT_IN_ROW + " o-twice " + second,
            Kind.ROW_WITHOUT_REFUND + " o-kept " + kept,
            Kind.REFUND_NOT_IN_ROW + " o-given " + given,
            Kind.HOLD + " o-held ",
            Kind.OPEN_TOO_LONG + " o-open ");
    assertThat(gateway.ledger().charges()).hasSize(7);
    assertThat(gateway.ledger().refunds()).hasSize(1);
  }

  @Test
  void order_in_flight_is_no_difference_until_the_grace_is_over() throws Exception {
    // Charged a minute ago, and the row does not say so yet.
    row("o-pending", PaymentStatus.PENDING, 100, null, NOW - 60_000);
    gatewayClock.set(NOW - 60_000);
    charge("o-pending", 100);
    // The row is written first in no case, but a list may be older than the scan.
    row("o-fresh", PaymentStatus.CHARGED, 100, "pi_later", NOW - 60_000);
    // Charged long ago, refunded just now.
    gatewayClock.set(OLD);
    String refunding = charge("o-refunding", 100);
    gatewayClock.set(NOW - 60_000);
    post("/v1/refunds", "r-1", "payment_intent=" + refunding);
    row("o-refunding", PaymentStatus.CHARGED, 100, refunding, OLD);

    assertThat(reconcile().differences()).isEmpty();
    assertThat(reconcile("--grace", "PT30S").differences())
        .extracting(found -> found.split(" ")[0])
        .containsExactlyInAnyOrder(
            Kind.CHARGE_NOT_IN_ROW.name(),
            Kind.ROW_WITHOUT_CHARGE.name(),
            Kind.REFUND_NOT_IN_ROW.name());
  }

  @Test
  void charges_beyond_one_page_are_all_compared() throws Exception {
    for (int order = 0; order < 120; order++) {
      String id = charge("o-" + order, 100);
      if (order != 3) {
        row("o-" + order, PaymentStatus.CHARGED, 100, id, OLD);
      }
    }

    Run run = reconcile();

    assertThat(run.json().get("charges").getAsInt()).isEqualTo(120);
    assertThat(run.differences()).hasSize(1).first().asString().contains(" o-3 ");
  }

  @Test
  void what_is_older_than_the_window_is_left_alone_unless_it_is_held() throws Exception {
    gatewayClock.set(NOW - Duration.ofDays(30).toMillis());
    String old = charge("o-old", 100);
    row("o-old", PaymentStatus.CHARGED, 100, old, gatewayClock.millis());
    row("o-held", PaymentStatus.HOLD, 100, null, gatewayClock.millis());

    assertThat(reconcile().differences()).containsExactly("HOLD o-held ");
    assertThat(reconcile("--window", "P31D").differences()).containsExactly("HOLD o-held ");
  }

  @Test
  void gateway_that_is_away_is_no_agreement() throws Exception {
    charge("o-1", 100);
    gateway.close();
    Run run = run("--table", table, "--gateway", gateway.url().toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("reconcile: ");
  }

  @Test
  void command_line_that_cannot_be_used_is_refused_by_name() {
    assertThat(run("--window", "PT1M").err()).contains("window").contains("grace");
    assertThat(run("--window", "PT1M").status()).isEqualTo(2);
    assertThat(run("--gateway", "ftp://x").err()).contains("ftp://x").contains("--gateway");
    assertThat(run("--gateway", "https://api.stripe.com").err())
        .contains("PAYMENT_GATEWAY_API_KEY");
    assertThat(run("--output", "XML").status()).isEqualTo(2);
  }

  @Test
  void table_for_people_names_what_differs_and_counts_it() throws Exception {
    charge("o-lonely", 100);
    Run run = run("--table", table, "--gateway", gateway.url().toString());
    assertThat(run.out())
        .contains("CHARGE_WITHOUT_ROW")
        .contains("o-lonely")
        .contains("1 charges and 0 rows compared: 1 differences.");
  }

  @Test
  void scheduled_function_answers_and_logs_what_the_command_lists() throws Exception {
    charge("o-lonely", 100);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (LambdaOutput output = new LambdaOutput()) {
      new ReconciliationHandler(
              Map.of("PAYMENTS_TABLE_NAME", table, "PAYMENT_GATEWAY_URL", gateway.url().toString()),
              now)
          .handleRequest(
              new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
              answer,
              output.context());

      assertThat(output.loggedLines()).singleElement().asString().contains("o-lonely");
      // CloudWatch takes metrics of lines that are nothing else; the logger's are wrapped.
      assertThat(output.standardLines())
          .singleElement()
          .isEqualTo(
              "{\"_aws\":{\"Timestamp\":%d,\"CloudWatchMetrics\":[{\"Namespace\":\"%s\",\"Dimensions\":[[]],\"Metrics\":[{\"Name\":\"Differences\"}]}]},\"Differences\":1}"
                  .formatted(NOW, "trigger-bridge/reconciliation"));
    }
    JsonObject json =
        JsonParser.parseString(answer.toString(StandardCharsets.UTF_8)).getAsJsonObject();
    assertThat(json.getAsJsonArray("differences")).hasSize(1);
  }

  private void row(
      String orderId, PaymentStatus status, long amount, @Nullable String chargeId, long at) {
    PaymentBuilder row =
        Payment.builder(orderId, status, at)
            .fence(1)
            .customerId("c-1")
            .paymentMethod("pm_card_visa")
            .gatewayChargeId(chargeId);
    if (status != PaymentStatus.CANCELLED) {
      row.amountMinor(amount).currency("EUR").chargeKey(orderId + ":charge");
    }
    assertThat(store.create(row.build())).isTrue();
  }

  private String create(String orderId, long amount) throws Exception {
    return post(
            "/v1/payment_intents",
            "",
            "amount=%d&currency=eur&customer=c-1&payment_method=pm_card_visa&metadata%%5Border_id%%5D=%s"
                .formatted(amount, orderId))
        .get("id")
        .getAsString();
  }

  private String charge(String orderId, long amount) throws Exception {
    String id = create(orderId, amount);
    post("/v1/payment_intents/" + id + "/confirm", "", "");
    return id;
  }

  private JsonObject post(String path, String key, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.url() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  private Run reconcile(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--table", table, "--gateway", gateway.url().toString(), "--output", "json"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Reconcile.commandLine(Map.of(), now);
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    int status = commandLine.execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }

  /** A command, done as a person does it. */
  private record Run(int status, String out, String err) {
    JsonObject json() {
      assertThat(err).isEmpty();
      return JsonParser.parseString(out).getAsJsonObject();
    }

    List<String> differences() {
      List<String> found = new ArrayList<>();
      for (JsonElement element : json().getAsJsonArray("differences")) {
        JsonObject difference = element.getAsJsonObject();
        found.add(
            "%s %s %s"
                .formatted(
                    difference.get("kind").getAsString(),
                    difference.get("orderId").getAsString(),
                    difference.get("chargeId").getAsString()));
      }
      return found;
    }
  }
}
