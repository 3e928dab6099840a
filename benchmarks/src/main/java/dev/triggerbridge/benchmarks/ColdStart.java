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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    Map<String, List<Double>> results = new LinkedHashMap<>();
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
        try (LambdaService service = LambdaService.start(options)) {
          for (boolean traced : new boolean[] {false, true}) {
            service.register(function(order, traced, dynamoDb.endpoint(), endpoint.url()));
            // Unpacks the artifact and makes its cache.
            start(service, traced);
          }
          for (int round = 1; round <= rounds; round++) {
            for (boolean traced : new boolean[] {false, true}) {
              double millis = start(service, traced);
              String column = (cached ? "cached, " : "") + (traced ? "traced" : "off");
              results.computeIfAbsent(column, each -> new ArrayList<>()).add(millis);
              System.out.printf(Locale.ROOT, "round %d %-15s %,.0f ms%n", round, column, millis);
            }
          }
        }
      }
    } finally {
      http.close();
      Machine.delete(folder);
    }
    String page = page(results);
    System.out.println();
    System.out.println(page);
    if (out != null) {
      Files.writeString(out, page);
    }
    return CommandLine.ExitCode.OK;
  }

  private FunctionDescriptor order() {
    return FunctionDescriptors.readAll(functions.toAbsolutePath()).stream()
        .filter(descriptor -> descriptor.name().equals("order"))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("there is no function 'order' in " + functions));
  }

  private static String name(boolean traced) {
    return traced ? "order-traced" : "order-off";
  }

  private static LocalFunction function(
      FunctionDescriptor descriptor, boolean traced, URI dynamoDb, String otlp) {
    LocalFunction function = LocalFunction.of(descriptor);
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    if (traced) {
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", otlp);
    }
    return new LocalFunction(
        name(traced),
        function.handler(),
        function.artifact(),
        function.memoryMb(),
        LIMIT,
        1,
        environment,
        function.aliases(),
        Optional.empty());
  }

  /** Milliseconds from the request to the answer of an execution that is started for it. */
  private double start(LambdaService service, boolean traced)
      throws IOException, InterruptedException {
    var unused = service.killExecution(name(traced));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s/2015-03-31/functions/%s/invocations"
                        .formatted(service.endpoint(), name(traced))))
            .timeout(LIMIT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(event()))
            .build();
    long begin = System.nanoTime();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    double millis = (System.nanoTime() - begin) / 1e6;
    if (!answer.body().contains("orders.created.v2")) {
      throw new IllegalStateException(
          "%s answered %d without the order's event".formatted(name(traced), answer.statusCode()));
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

  private String page(Map<String, List<Double>> results) {
    StringBuilder page = new StringBuilder("# What traces cost a function's cold start\n\n");
    page.append("    benchmarks/run cold-start --rounds %d%n%n".formatted(rounds));
    page.append(Machine.setting()).append("\n\n");
    page.append("Median milliseconds, in brackets the least and the greatest of all starts.\n\n");
    page.append("| | off | with an endpoint | ratio |\n|---|---|---|---|\n");
    row(page, "without AOT cache", results, "");
    row(page, "with AOT cache", results, "cached, ");
    return page.toString();
  }

  private static void row(
      StringBuilder page, String name, Map<String, List<Double>> results, String prefix) {
    List<Double> off = sorted(results, prefix + "off");
    List<Double> traced = sorted(results, prefix + "traced");
    page.append("| ").append(name).append(" | ");
    for (List<Double> all : List.of(off, traced)) {
      page.append(
          String.format(
              Locale.ROOT,
              "%,.0f [%,.0f - %,.0f] | ",
              all.get(all.size() / 2),
              all.getFirst(),
              all.getLast()));
    }
    page.append(
        String.format(
            Locale.ROOT, "%.2f |%n", traced.get(traced.size() / 2) / off.get(off.size() / 2)));
  }

  private static List<Double> sorted(Map<String, List<Double>> results, String column) {
    return results.getOrDefault(column, List.of()).stream().sorted().toList();
  }
}
