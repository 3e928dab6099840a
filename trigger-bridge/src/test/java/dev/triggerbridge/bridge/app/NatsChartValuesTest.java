package dev.triggerbridge.bridge.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the values of the NATS chart put into the server's configuration, on one real server instead
 * of three pods. The chart itself is not rendered here.
 */
class NatsChartValuesTest {
  private static final Pattern UNQUOTED = Pattern.compile("\"<< ([^>]+) >>\"");
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_]+_PASSWORD)\\b");

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  @TempDir private Path folder = Path.of("");
  private Manifest values;
  private Certificate certificate;

  @BeforeEach
  void read() throws Exception {
    values =
        Manifest.all(Manifest.KUBERNETES.resolve("nats-values.yaml")).findFirst().orElseThrow();
    certificate = Certificate.make(folder, "server");
  }

  @Test
  void cluster_is_three_servers_with_2_gib_memory_10_gib_files_and_tls_everywhere() {
    Manifest config = values.at("config");
    assertThat(config.at("cluster").number("replicas")).isEqualTo(3);
    assertThat(config.text("jetstream", "memoryStore", "maxSize")).isEqualTo("2Gi");
    assertThat(config.text("jetstream", "fileStore", "pvc", "size")).isEqualTo("10Gi");
    assertThat(config.text("jetstream", "merge", "sync_interval")).isEqualTo("always");
    for (String part : List.of("cluster", "nats")) {
      assertThat(config.at(part, "tls").value("enabled")).as(part).isEqualTo(true);
      assertThat(config.text(part, "tls", "secretName")).isNotBlank();
    }
  }

  @Test
  void every_password_comes_from_a_secret() {
    Set<String> asked =
        VARIABLE
            .matcher(JSON.toJson(values.at("config", "merge").values()))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    Manifest environment = values.at("container", "env");

    assertThat(asked).hasSize(3);
    assertThat(asked)
        .allSatisfy(
            name ->
                assertThat(environment.at(name, "valueFrom").values())
                    .containsOnlyKeys("secretKeyRef"));
  }

  @Test
  void bridge_works_with_its_users_privileges_and_the_producer_may_only_place_orders()
      throws Exception {
    try (LambdaStandIn lambda =
            new LambdaStandIn(LambdaStandIn.Script.eventPerRecord("payments.completed.v1"));
        NatsServer server = NatsServer.start(options());
        BridgeInProcess bridge = BridgeInProcess.start(configuration(server, lambda))) {
      Queue<String> refused = new ConcurrentLinkedQueue<>();
      try (Connection producer = connect(server, "producer", refused)) {
        var unused = producer.jetStream().publish("orders.created.v1", "{}".getBytes(UTF_8));
        producer.publish("payments.completed.v1", "forged".getBytes(UTF_8));
        producer.publish("$JS.API.STREAM.DELETE.ORDERS", new byte[0]);
        producer.flush(Duration.ofSeconds(5));
        await().untilAsserted(() -> assertThat(refused).hasSize(2));
      }
      Queue<String> ofBridge = new ConcurrentLinkedQueue<>();
      try (Connection reader = connect(server, "bridge", ofBridge)) {
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(messages(reader, "PAYMENTS")).isEqualTo(1));
        reader.publish("$JS.API.STREAM.DELETE.ORDERS", new byte[0]);
        reader.publish("$JS.API.STREAM.PURGE.ORDERS", new byte[0]);
        reader.flush(Duration.ofSeconds(5));
        await().untilAsserted(() -> assertThat(ofBridge).hasSize(2));
        assertThat(messages(reader, "ORDERS")).isEqualTo(1);
      }
      assertThat(bridge.metrics())
          .contains("bridge_records_settled_total{fate=\"acked\",mapping=\"payment\"} 1.0");
      assertThat(Files.readString(server.log()))
          .as("what the bridge itself does is allowed")
          .doesNotContainPattern(":trigger-bridge\" - .*Violation");
    }
  }

  private static long messages(Connection connection, String stream) throws Exception {
    return connection.jetStreamManagement().getStreamInfo(stream).getStreamState().getMsgCount();
  }

  /** As the chart writes it: JSON, but what is in {@code << >>} loses its quotes. */
  private NatsServerOptions options() {
    String merged = JSON.toJson(values.at("config", "merge").values());
    String unquoted = UNQUOTED.matcher(merged).replaceAll("$1");
    String accounts =
        VARIABLE
            .matcher(unquoted)
            .replaceAll(found -> "\"" + found.group(1).toLowerCase(Locale.ROOT) + "\"");
    String tls =
        "tls { cert_file: \"%s\", key_file: \"%s\" }"
            .formatted(certificate.certificate(), certificate.key());
    return NatsServerOptions.in(folder.resolve("nats"))
        .withConfiguration(accounts.substring(1, accounts.length() - 1) + "\n" + tls);
  }

  private Path configuration(NatsServer server, LambdaStandIn lambda) throws IOException {
    String yaml =
        Manifest.only("config.yaml", "ConfigMap")
            .text("data", "bridge.yaml")
            .replace(
                "${NATS_SERVERS:tls://nats.nats.svc:4222}", server.url().replace("nats:", "tls:"))
            .replace("${NATS_PASSWORD}", "bridge_password")
            .replace("/etc/nats-ca/ca.crt", certificate.certificate().toString())
            .replace("lambda:\n", "lambda:\n  endpoint: " + lambda.url() + "\n")
            .replace("host: 0.0.0.0", "host: 127.0.0.1\n  port: " + Ports.free())
            // There is one server here.
            .replace("replicas: 3", "replicas: 1");
    return Files.writeString(folder.resolve("bridge.yaml"), yaml);
  }

  private Connection connect(NatsServer server, String user, Queue<String> errors)
      throws Exception {
    return Nats.connect(
        Options.builder()
            .server(server.url().replace("nats:", "tls:"))
            .sslContext(certificate.trusted())
            .userInfo(user, user + "_password")
            .connectionTimeout(Duration.ofSeconds(10))
            .errorListener(
                new ErrorListener() {
                  @Override
                  public void errorOccurred(Connection connection, String error) {
                    errors.add(error);
                  }
                })
            .build());
  }
}
