package dev.triggerbridge.local.system.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import dev.triggerbridge.local.process.ChildProcess;
import dev.triggerbridge.local.system.read.GatewayReader;
import dev.triggerbridge.local.system.read.TableReader;
import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.stack.DynamoDb;
import dev.triggerbridge.local.system.stack.Readiness;
import dev.triggerbridge.local.system.stack.Resources;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Commands, variables and files of the compose file, run as processes of this machine, around the
 * AWS APIs of this project's own services; addresses are the only thing that is changed.
 */
class ComposeSystemIT {
  private static final String ORDER =
      """
      {"message_id":"m-1","order_id":"first-1","customer_id":"c-1","total_amount":12.34,"created_at":1763884800000}""";

  @TempDir private Path folder;

  @Test
  void order_is_charged_and_confirmed_and_deploying_again_keeps_it() throws Exception {
    ComposeFile compose = ComposeFile.read();
    try (Resources resources = new Resources()) {
      OneEndpoint endpoint = resources.keep(new OneEndpoint(folder));
      NatsServer nats =
          resources.keep(NatsServer.start(NatsServerOptions.in(folder.resolve("nats"))));
      int gatewayPort = freePort();
      String gateway = "http://127.0.0.1:" + gatewayPort;
      Map<String, String> addresses =
          Map.of(
              "nats:4222",
              "127.0.0.1:" + nats.port(),
              "localstack:4566",
              endpoint.url().getAuthority(),
              "0.0.0.0",
              "127.0.0.1");
      List<String> command = new ArrayList<>(compose.command("gateway"));
      command.replaceAll(
          word -> compose.onThisMachine("gateway", word.equals("8080") ? "" + gatewayPort : word));
      start(resources, "gateway", command, Map.of(), addresses);
      deploy(endpoint.url(), gateway);
      assertThat(endpoint.functions())
          .containsExactlyInAnyOrder("order", "payment", "inventory", "audit");

      int http = freePort();
      command =
          new ArrayList<>(
              List.of(
                  "java",
                  "-jar",
                  ComposeFile.HOME.resolve("trigger-bridge/target/trigger-bridge.jar").toString()));
      command.addAll(
          compose.command("bridge").stream()
              .map(word -> compose.onThisMachine("bridge", word))
              .toList());
      Map<String, String> variables = compose.environment("bridge");
      variables.replaceAll((name, value) -> compose.onThisMachine("bridge", value));
      variables.put("HTTP_PORT", Integer.toString(http));
      start(resources, "bridge", command, variables, addresses);
      Readiness.await(
          URI.create("http://127.0.0.1:" + http + "/health/ready"), Duration.ofSeconds(60));

      try (Connection client = Nats.connect(nats.url());
          DynamoDbClient dynamoDb = new DynamoDb(endpoint.url()).client()) {
        client.jetStream().publish("orders.created.v1", ORDER.getBytes(StandardCharsets.UTF_8));
        TableReader tables = new TableReader(dynamoDb);
        OrderRow confirmed = new OrderRow("first-1", "CONFIRMED", null);
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> tables.orders("orders"), rows -> rows.contains(confirmed));
        assertThat(new GatewayReader(URI.create(gateway)).ledger()).hasSize(1);

        deploy(endpoint.url(), gateway);
        assertThat(tables.orders("orders")).containsExactly(confirmed);
        deploy(endpoint.url(), gateway, "--clean");
        assertThat(tables.orders("orders")).isEmpty();
      }
    }
  }

  private static void deploy(URI endpoint, String gateway, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("--aws-endpoint", endpoint.toString(), "--gateway", gateway));
    arguments.addAll(List.of(more));
    Deploy.parse(arguments.toArray(String[]::new)).execute(ComposeFile.HOME, System.out);
  }

  private void start(
      Resources resources,
      String name,
      List<String> command,
      Map<String, String> variables,
      Map<String, String> addresses)
      throws IOException {
    List<String> changed = command.stream().map(word -> replaced(word, addresses)).toList();
    List<String> withJava = new ArrayList<>(changed);
    withJava.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ProcessBuilder builder =
        new ProcessBuilder(withJava)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    variables.forEach(
        (variable, value) -> builder.environment().put(variable, replaced(value, addresses)));
    Process process = ChildProcess.start(builder);
    AutoCloseable unused =
        resources.keep(
            () -> {
              process.destroyForcibly();
              process.waitFor();
            });
  }

  private static String replaced(String text, Map<String, String> words) {
    String changed = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      changed = changed.replace(word.getKey(), word.getValue());
    }
    return changed;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
