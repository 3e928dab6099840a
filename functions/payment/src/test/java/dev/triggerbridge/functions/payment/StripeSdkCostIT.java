package dev.triggerbridge.functions.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.stripe.StripeClient;
import dev.triggerbridge.local.lambda.LambdaService;
import dev.triggerbridge.local.lambda.LambdaServiceOptions;
import dev.triggerbridge.local.lambda.LocalFunction;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Stripe's own client costs the function: bytes of its zip, and the first invocation of a
 * fresh execution that charges one order, in turns. Prints a table; docs/results/stripe-sdk.md
 * keeps one.
 */
@EnabledIfSystemProperty(
    named = "measure",
    matches = "stripe-sdk",
    disabledReason = "a measurement of minutes: run it with -Dmeasure=stripe-sdk")
class StripeSdkCostIT {
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final String PACKAGE = "dev/triggerbridge/functions/payment/";

  @TempDir Path directory = Path.of("");

  private final PaymentFixture payments = new PaymentFixture();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void zip_and_cold_start_with_and_without_stripes_client() throws Exception {
    Path thin = Path.of(System.getProperty("payment.zip", "target/payment-function.zip"));
    assertThat(thin).as("package the module first").exists();
    Path sdk = directory.resolve("payment-with-sdk.zip");
    addSdk(thin, sdk);
    System.out.printf("zip bytes: thin %d, with SDK %d%n", Files.size(thin), Files.size(sdk));
    for (boolean aotCache : new boolean[] {false, true}) {
      List<Long> thinMillis = new ArrayList<>();
      List<Long> sdkMillis = new ArrayList<>();
      LambdaServiceOptions options =
          LambdaServiceOptions.in(directory.resolve("logs-" + aotCache))
              .withCache(directory.resolve("cache"))
              .withInitLimit(Duration.ofSeconds(120))
              .withAotCache(aotCache);
      try (LambdaService service = LambdaService.start(options)) {
        for (int round = 0; round <= ROUNDS; round++) {
          long one = coldStart(service, "thin-" + round, thin, "PaymentHandler");
          long other = coldStart(service, "sdk-" + round, sdk, "StripeSdkHandler");
          // The first of each unpacks the artifact and makes its cache.
          if (round > 0) {
            thinMillis.add(one);
            sdkMillis.add(other);
          }
        }
      }
      System.out.printf(
          "cold start, AOT cache %s, median of %d: thin %d ms, with SDK %d ms; all %s %s%n",
          aotCache ? "on" : "off",
          ROUNDS,
          median(thinMillis),
          median(sdkMillis),
          thinMillis,
          sdkMillis);
    }
    payments.close();
  }

  private long coldStart(LambdaService service, String name, Path artifact, String handler)
      throws Exception {
    service.register(
        new LocalFunction(
            name,
            "dev.triggerbridge.functions.payment." + handler + "::handleRequest",
            artifact,
            512,
            Duration.ofSeconds(120),
            1,
            Map.of(
                "TABLE_NAME",
                "payments",
                "JAVA_TOOL_OPTIONS",
                "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                "AWS_ENDPOINT_URL_DYNAMODB",
                PaymentFixture.dynamoDbEndpoint(),
                "PAYMENT_GATEWAY_URL",
                payments.gateway.url().toString()),
            Set.of("live"),
            Optional.empty()));
    byte[] body = ChildProcess.request("create", PaymentFixture.newOrder()).bytes();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(service.endpoint() + "/2015-03-31/functions/" + name + "/invocations"))
            .timeout(Duration.ofMinutes(5))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    long start = System.nanoTime();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertThat(answer.body()).as(name).contains("payments.completed.v1");
    return millis;
  }

  private static long median(List<Long> millis) {
    return millis.stream().sorted().toList().get(millis.size() / 2);
  }

  private static void addSdk(Path thin, Path sdk) throws IOException {
    try (ZipFile source = new ZipFile(thin.toFile());
        ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(sdk))) {
      Enumeration<? extends ZipEntry> entries = source.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        target.putNextEntry(new ZipEntry(entry.getName()));
        source.getInputStream(entry).transferTo(target);
      }
      add(target, "lib/stripe-java.jar", jarOf(StripeClient.class));
      add(target, "lib/gson.jar", jarOf(Gson.class));
      for (String name :
          List.of(
              "StripeSdkHandler",
              "StripeSdkGateway",
              "StripeSdkGateway$Call",
              "StripeSdkGateway$1")) {
        try (InputStream code =
            StripeSdkCostIT.class.getClassLoader().getResourceAsStream(PACKAGE + name + ".class")) {
          if (code != null) {
            target.putNextEntry(new ZipEntry(PACKAGE + name + ".class"));
            code.transferTo(target);
          }
        }
      }
    }
  }

  private static void add(ZipOutputStream target, String name, Path file) throws IOException {
    target.putNextEntry(new ZipEntry(name));
    Files.copy(file, target);
  }

  private static Path jarOf(Class<?> type) {
    return Path.of(
        Objects.requireNonNull(type.getProtectionDomain().getCodeSource()).getLocation().getPath());
  }
}
