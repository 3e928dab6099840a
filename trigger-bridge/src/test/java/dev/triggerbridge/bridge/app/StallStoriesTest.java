package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import dev.triggerbridge.local.proxy.Direction;
import dev.triggerbridge.local.proxy.TcpProxy;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody says that anything is wrong: the bridge has to find out and to go on by itself. */
class StallStoriesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int RECORDS = 60;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(Direction.class)
  void connection_that_silently_forwards_nothing_shows_in_the_readiness_and_is_replaced(
      Direction direction) throws Exception {
    try (NatsServer nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
        Streams streams = new Streams(nats.url());
        TcpProxy proxy = TcpProxy.start(nats.port());
        LambdaStandIn lambda = new LambdaStandIn(Script.eventPerRecord("out.done"));
        BridgeInProcess bridge =
            BridgeInProcess.start(config("nats://127.0.0.1:" + proxy.port(), lambda.url()))) {
      streams.publish("in.created", "before", "{}");
      await().atMost(BOUND).until(() -> streams.isSettled("IN", "work"));

      proxy.halfOpen(direction);
      streams.publish("in.created", "meanwhile", "{}");
      await().atMost(BOUND).until(() -> !bridge.bridge().status().isReady());
      proxy.heal();

      await().atMost(BOUND).until(() -> bridge.bridge().status().isReady());
      await().atMost(BOUND).until(() -> streams.isSettled("IN", "work"));
      assertThat(streams.messageIds("OUT"))
          .containsExactly("worker:before:0", "worker:meanwhile:0");
      // An ack that vanished brings the record back.
      assertThat(lambda.timesInvoked("meanwhile")).isBetween(1L, 2L);
    }
  }

  @Test
  void leader_that_moves_and_then_dies_with_its_server_stops_nothing() throws Exception {
    List<Integer> ports = List.of(Ports.free(), Ports.free(), Ports.free());
    try (NatsServer one = member("one", ports, 0);
        NatsServer two = member("two", ports, 1);
        NatsServer three = member("three", ports, 2);
        LambdaStandIn lambda = new LambdaStandIn(Script.eventPerRecord("out.done"));
        Connection client = clusterOf(one, two, three);
        BridgeInProcess bridge =
            BridgeInProcess.start(
                clustered(one.url() + "," + two.url() + "," + three.url(), lambda.url()))) {
      for (int i = 0; i < RECORDS; i++) {
        if (i == RECORDS / 3) {
          ask(client, "$JS.API.STREAM.LEADER.STEPDOWN.IN");
          ask(client, "$JS.API.CONSUMER.LEADER.STEPDOWN.IN.work");
        }
        if (i == 2 * RECORDS / 3) {
          String leader =
              client.jetStreamManagement().getStreamInfo("IN").getClusterInfo().getLeader();
          List.of(one, two, three).stream()
              .filter(server -> leader.equals("local-" + server.port()))
              .forEach(NatsServer::kill);
        }
        publish(client, "m-" + i);
      }
      await()
          .atMost(BOUND)
          .ignoreExceptions()
          .until(
              () ->
                  client.jetStreamManagement().getStreamInfo("OUT").getStreamState().getMsgCount()
                      == RECORDS);
      await().atMost(BOUND).until(() -> bridge.bridge().status().isReady());
      HashSet<String> invoked = new HashSet<>();
      lambda
          .invocations()
          .forEach(each -> each.records().forEach(record -> invoked.add(record.messageId())));
      assertThat(invoked).hasSize(RECORDS);
    }
  }

  /** Until it is stored: its own leader may be the one that is gone. */
  private static void publish(Connection client, String id) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(
            () ->
                client
                        .jetStream()
                        .publish(
                            "in.created",
                            new byte[] {'{', '}'},
                            PublishOptions.builder().messageId(id).build())
                        .getSeqno()
                    > 0);
  }

  private static void ask(Connection client, String subject) throws Exception {
    assertThat(
            new String(
                client.request(subject, null).get(10, TimeUnit.SECONDS).getData(),
                StandardCharsets.UTF_8))
        .contains("\"success\":true");
  }

  private NatsServer member(String name, List<Integer> ports, int own) {
    String routes =
        String.join(", ", ports.stream().map(port -> "nats://127.0.0.1:" + port).toList());
    return NatsServer.start(
        NatsServerOptions.in(folder.resolve(name))
            .withConfiguration(
                "cluster { name: local, listen: \"127.0.0.1:%d\", routes: [%s] }"
                    .formatted(ports.get(own), routes)));
  }

  /** Connects when the servers have found each other: until then nothing has three replicas. */
  private static Connection clusterOf(NatsServer... servers) throws Exception {
    Connection client = connect(servers);
    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(
            () ->
                client
                        .jetStreamManagement()
                        .addStream(StreamConfiguration.builder().name("PROBE").replicas(3).build())
                        .getConfiguration()
                        .getReplicas()
                    == 3);
    return client;
  }

  private static Connection connect(NatsServer... servers) throws Exception {
    Options.Builder options = new Options.Builder().maxReconnects(-1);
    for (NatsServer server : servers) {
      options.server(server.url());
    }
    return Nats.connect(options.reconnectWait(Duration.ofMillis(200)).build());
  }

  private Path clustered(String natsUrls, String lambdaUrl) throws IOException {
    Path file = config("'" + natsUrls + "'", lambdaUrl);
    return Files.writeString(
        file, Files.readString(file).replace("maxAge: 1h", "replicas: 3, maxAge: 1h"));
  }

  private Path config(String natsUrl, String lambdaUrl) throws IOException {
    String yaml = Yaml.oneMapping(natsUrl, lambdaUrl, "batchSize: 5").replace("${HTTP_PORT}", "0");
    return Files.writeString(folder.resolve("bridge.yaml"), yaml);
  }
}
