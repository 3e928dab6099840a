package dev.triggerbridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.FunctionDescriptors;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.lambda.LambdaService;
import dev.triggerbridge.local.lambda.LambdaServiceOptions;
import dev.triggerbridge.local.lambda.LocalFunction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the first invocation of fresh executions without and with traces, in turns. */
@Command(
    name = "cold-start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lets the local Lambda service start the packaged order function anew for each order, in"
            + " turns without and with an OTLP endpoint that takes its spans, without and with an"
            + " AOT cache, and prints the medians.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "1:a subject failed", "2:wrong options"})
final class ColdStart implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String BATCH =
      """
      {"schema":"natsbatch/1","batchId":"cold","source":{"mapping":"cold","stream":"ORDERS",\
      "epoch":"cold","consumer":"cold"},"records":[{"id":"ORDERS/%d","messageId":"ORDERS/cold/%d",\
      "subject":"orders.placed.v1","streamSequence":"%d","deliveryCount":1,"timestamp":"%s",\
      "contentType":"application/x-protobuf","headers":{},"data":"%s"}]}""";

  @Option(names = "--rounds", defaultValue = "11", description = "of each (${DEFAULT-VALUE})")
  private int rounds = 11;

  @Option(names = "--out", description = "file for the page of results")
  private @Nullable Path out;

  @Option(
      names = "--functions",
      defaultValue = "functions",
      description = "folder of the packaged functions (${DEFAULT-VALUE})")
  private Path functions = Path.of("functions");

  private final HttpClient http = HttpClient.newHttpClient();
  private int orders;

  ColdStart() {}

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("triggerbridge-bench-");
    Map<Variant, List<Double>> results = new HashMap<>();
    try (DynamoDbLocal dynamoDb = DynamoDbLocal.start(null);
        Endpoint endpoint = Endpoint.start(folder.resolve("endpoint.log"))) {
      FunctionDescriptor order = order();
      dynamoDb.createTable(Objects.requireNonNull(order.table()).name(), "pk", null, null);
      for (boolean cached : new boolean[] {false, true}) {
        LambdaServiceOptions options =
            LambdaServiceOptions.in(folder.resolve("logs-" + cached))
                .withCache(folder.resolve("cache"))
                .withInitLimit(LIMIT)
                .withAotCache(cached);
        List<Variant> variants = List.of(new Variant(cached, false), new Variant(cached, true));
        try (LambdaService service = LambdaService.start(options)) {
          for (Variant variant : variants) {
            service.register(function(order, variant, dynamoDb.endpoint(), endpoint.url()));
            // Unpacks the artifact and makes its cache.
            start(service, variant);
          }
          for (int round = 1; round <= rounds; round++) {
            for (Variant variant : variants) {
              double millis = start(service, variant);
              results.computeIfAbsent(variant, each -> new ArrayList<>()).add(millis);
              System.out.printf(Locale.ROOT, "round %d %s %,.0f ms%n", round, variant, millis);
            }
          }
        }
      }
    } finally {
      http.close();
      Machine.delete(folder);
    }
    Page.publish(page(results), out);
    return CommandLine.ExitCode.OK;
  }

  private FunctionDescriptor order() {
    return FunctionDescriptors.readAll(functions.toAbsolutePath()).stream()
        .filter(descriptor -> descriptor.name().equals("order"))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("there is no function 'order' in " + functions));
  }

  private static LocalFunction function(
      FunctionDescriptor descriptor, Variant variant, URI dynamoDb, String otlp) {
    LocalFunction function =
        LocalFunction.of(descriptor)
            .withName(variant.function())
            .withTimeout(LIMIT)
            .withReservedConcurrency(1)
            .withEnvironment(Map.of("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString()));
    return variant.traced()
        ? function.withEnvironment(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", otlp))
        : function;
  }

  /** Milliseconds from the request to the answer of an execution that is started for it. */
  private double start(LambdaService service, Variant variant)
      throws IOException, InterruptedException {
    var unused = service.killExecution(variant.function());
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s/2015-03-31/functions/%s/invocations"
                        .formatted(service.endpoint(), variant.function())))
            .timeout(LIMIT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(event()))
            .build();
    long begin = System.nanoTime();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    double millis = (System.nanoTime() - begin) / 1e6;
    if (!answer.body().contains("orders.created.v2")) {
      throw new IllegalStateException(
          "%s answered %d without the order's event"
              .formatted(variant.function(), answer.statusCode()));
    }
    return millis;
  }

  private byte[] event() {
    String id = "cold-" + ++orders;
    byte[] placed =
        OrderPlaced.newBuilder()
            .setMessageId("placed:" + id)
            .setOrderId(id)
            .setCustomerId("customer-1")
            .setTotal(Money.newBuilder().setMinorUnits(100).setCurrency("EUR"))
            .setPaymentMethod("pm_card_visa")
            .setPlacedAt(System.currentTimeMillis())
            .build()
            .toByteArray();
    return BATCH
        .formatted(
            orders, orders, orders, Instant.now(), Base64.getEncoder().encodeToString(placed))
        .getBytes(UTF_8);
  }

  private String page(Map<Variant, List<Double>> results) {
    StringBuilder page = new StringBuilder("# What traces cost a function's cold start\n\n");
    page.append("    benchmarks/run cold-start --rounds %d%n%n".formatted(rounds));
    page.append(Machine.setting()).append("\n\n");
    page.append("Median milliseconds, in brackets the least and the greatest of all starts.\n\n");
    page.append("| | off | with an endpoint | ratio |\n|---|---|---|---|\n");
    row(page, "without AOT cache", results, false);
    row(page, "with AOT cache", results, true);
    return page.toString();
  }

  private static void row(
      StringBuilder page, String name, Map<Variant, List<Double>> results, boolean cached) {
    Spread off = Spread.of(results.getOrDefault(new Variant(cached, false), List.of()));
    Spread traced = Spread.of(results.getOrDefault(new Variant(cached, true), List.of()));
    page.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %.2f |%n",
            name,
            off.cell("%,.0f"),
            traced.cell("%,.0f"),
            traced.median() / off.median()));
  }

  /**
   * How a function is started.
   *
   * @param cached with an AOT cache
   * @param traced with an endpoint for its spans
   */
  private record Variant(boolean cached, boolean traced) {
    /** The name that it is deployed by. */
    String function() {
      return traced ? "order-traced" : "order-off";
    }

    @Override
    public String toString() {
      return function() + (cached ? ", cached" : "");
    }
  }
}
