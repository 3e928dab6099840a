package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Connection connection;
  private JetStreamManagement management;

  @BeforeEach
  void start() throws Exception {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    connection = Nats.connect(nats.url());
    management = connection.jetStreamManagement();
  }

  @AfterEach
  void stop() throws Exception {
    connection.close();
    nats.close();
  }

  @Test
  void empty_server_is_planned_without_touching_it_and_applied_once() throws Exception {
    Path config = config("");

    CommandLineRun planned = run("plan", config);
    assertThat(planned.exitCode()).as(planned.err()).isEqualTo(2);
    assertThat(planned.out())
        .contains("stream ORDERS\n  + is created: subjects [orders.>]")
        .contains("consumer ORDERS/payment\n  + is created: begins with all");
    assertThat(management.getStreamNames()).isEmpty();

    CommandLineRun applied = run("apply", config);
    assertThat(applied.exitCode()).as(applied.err()).isZero();
    assertThat(applied.out()).startsWith("Done:").contains("consumer ORDERS/payment");

    CommandLineRun again = run("plan", config);
    assertThat(again.out()).isEqualTo("No differences: the server is as configured.\n");
    assertThat(again.exitCode()).isZero();
    assertThat(run("apply", config).out()).startsWith("Nothing was changed.");
  }

  @Test
  void adopted_stream_and_consumer_that_lose_messages_are_corrected() throws Exception {
    management.addStream(
        StreamConfiguration.builder()
            .name("ORDERS")
            .subjects("orders.a")
            .maxMessages(10)
            .maxMessagesPerSubject(3)
            .discardPolicy(DiscardPolicy.Old)
            .build());
    management.createConsumer(
        "ORDERS",
        ConsumerConfiguration.builder()
            .durable("payment")
            .ackPolicy(AckPolicy.Explicit)
            .maxDeliver(5)
            .backoff(Duration.ofSeconds(1), Duration.ofSeconds(5))
            .inactiveThreshold(Duration.ofHours(1))
            .headersOnly(true)
            .maxBatch(1)
            .maxBytes(100)
            .maxExpires(2_000)
            .build());
    Path config = config("");

    CommandLineRun planned = run("plan", config);
    assertThat(planned.exitCode()).isEqualTo(2);
    assertThat(planned.out())
        .contains("  ~ subjects             [orders.a] -> [orders.>]")
        .contains("  ~ discard              old -> new")
        .contains("  ~ max_msgs             10 -> -1")
        .contains("  ~ max_msgs_per_subject 3 -> -1")
        .contains("  ~ max_deliver          5 -> -1")
        .contains("      At its limit the server forgets a message")
        .contains("  ~ backoff              [PT1S, PT5S] -> []")
        .contains("  ~ inactive_threshold   1h -> none")
        .contains("  ~ headers_only         true -> false")
        .contains("  ~ max_batch            1 -> none")
        .contains("  ~ max_bytes            100 -> none")
        .contains("  ~ max_expires          2s -> none");

    CommandLineRun applied = run("apply", config);
    assertThat(applied.exitCode()).as(applied.err() + applied.out()).isZero();
    assertThat(run("plan", config).exitCode()).isZero();
    ConsumerConfiguration now =
        management.getConsumerInfo("ORDERS", "payment").getConsumerConfiguration();
    assertThat(now.getMaxDeliver()).isEqualTo(-1);
    assertThat(now.getBackoff()).isEmpty();
    assertThat(now.isHeadersOnly()).isFalse();
  }

  @Test
  void what_cannot_be_changed_is_refused_with_a_consumer_after_the_ack_floor() throws Exception {
    management.addStream(
        StreamConfiguration.builder()
            .name("ORDERS")
            .subjects("orders.>")
            .storageType(StorageType.Memory)
            .maxAge(Duration.ofHours(1))
            .maxBytes(64 << 20)
            .duplicateWindow(Duration.ofMinutes(2))
            .discardPolicy(DiscardPolicy.New)
            .build());
    management.createConsumer(
        "ORDERS",
        ConsumerConfiguration.builder()
            .durable("payment")
            .ackPolicy(AckPolicy.All)
            .deliverPolicy(DeliverPolicy.New)
            .build());
    connection.jetStream().publish("orders.a", new byte[0]);
    connection.jetStream().publish("orders.a", new byte[0]);
    var subscription =
        connection.jetStream().subscribe(null, PullSubscribeOptions.bind("ORDERS", "payment"));
    subscription.fetch(2, Duration.ofSeconds(5)).getLast().ackSync(Duration.ofSeconds(5));
    Path config = config("");

    CommandLineRun applied = run("apply", config);

    assertThat(applied.exitCode()).isEqualTo(3);
    assertThat(applied.out()).startsWith("Nothing was changed.");
    assertThat(applied.err())
        .startsWith("Not done:")
        .contains("  ! storage              memory, configured file; cannot be changed")
        .contains("Publish to a new stream (name: ORDERS-2")
        .contains("  ! ack_policy           all, configured explicit; cannot be changed")
        .contains("consumer: payment-2")
        .contains("startingPositionSequence: 3,")
        .contains("  ! deliver_policy       new, configured all; cannot be changed");

    Path wayOut =
        config(
            "consumer: payment-2", "startingPosition: AT_SEQUENCE", "startingPositionSequence: 3");
    run("apply", wayOut);
    assertThat(management.getConsumerInfo("ORDERS", "payment-2").getNumPending()).isZero();
    connection.jetStream().publish("orders.a", new byte[0]);
    assertThat(management.getConsumerInfo("ORDERS", "payment-2").getNumPending()).isEqualTo(1);
  }

  @Test
  void plan_as_json_is_for_programs() throws Exception {
    CommandLineRun planned = run("plan", config(""), "--output", "json");

    assertThat(planned.exitCode()).isEqualTo(2);
    assertThat(planned.out())
        .startsWith("[{\"subject\":\"stream ORDERS\",\"action\":\"create\"")
        .endsWith("}]\n");
    assertThat(run("apply", config("")).exitCode()).isZero();
    assertThat(run("plan", config(""), "--output", "json").out()).isEqualTo("[]\n");
  }

  @Test
  void stream_that_nobody_creates_is_refused() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("no-streams.yaml"),
            "nats: {servers: '%s'}\nmappings:\n  - {name: a, stream: S, functionName: f}\n"
                .formatted(nats.url()));

    CommandLineRun applied = run("apply", config);

    assertThat(applied.exitCode()).isEqualTo(3);
    assertThat(applied.err()).contains("Create the stream, or list it under streams");
  }

  @Test
  void errors_of_plan_exit_1_because_2_means_differences() throws Exception {
    assertThat(CommandLineRun.of("plan").exitCode()).isEqualTo(1);
    assertThat(run("plan", folder.resolve("missing.yaml")).exitCode()).isEqualTo(1);
    nats.kill();
    CommandLineRun run = run("plan", config(""));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).doesNotContain("\tat ");
  }

  private static CommandLineRun run(String command, Path config, String... more) {
    String[] all = new String[3 + more.length];
    all[0] = command;
    all[1] = "--config";
    all[2] = config.toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return CommandLineRun.of(all);
  }

  private Path config(String... lines) throws IOException {
    String yaml =
        """
        nats: {servers: "%s"}
        streams:
          - {name: ORDERS, subjects: [orders.>], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
        mappings:
          - name: payment
            stream: ORDERS
            functionName: payment
        """
            .formatted(nats.url());
    return Files.writeString(
        folder.resolve("bridge.yaml"),
        yaml + String.join("\n", Arrays.stream(lines).map(line -> "    " + line).toList()));
  }
}
