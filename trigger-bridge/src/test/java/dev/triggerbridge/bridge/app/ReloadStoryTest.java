package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.BridgeConfigReader;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file changes while the bridge works. */
class ReloadStoryTest {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int RECORDS = 300;

  /** With a value whose place in the file is kept. */
  private static final String THIRD =
      """
        - name: third
          stream: IN
          functionName: worker
          filterCriteria: {filters: [{pattern: '{"subject": ["in.created"]}'}]}
      """;

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Streams streams;
  private LambdaStandIn lambda;

  @BeforeEach
  void start() throws IOException {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    streams = new Streams(nats.url());
    lambda = new LambdaStandIn(Script.okWithoutEvents());
  }

  @AfterEach
  void stop() throws IOException {
    lambda.close();
    streams.close();
    nats.close();
  }

  @Test
  void changed_mapping_is_swapped_and_the_other_goes_on_while_records_flow() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    Script ok = Script.okWithoutEvents();
    lambda.script(
        invocation -> {
          if (invocation.function().equals("slow")) {
            awaitLatch(finish);
          }
          return ok.answer(invocation);
        });
    Path file = write("batchSize: 1");
    try (BridgeInProcess bridge = BridgeInProcess.start(file)) {
      Reloader reloader = new Reloader(file, bridge.bridge());
      reloader.start();
      streams.publish("out.done", "long", "{}");
      await().atMost(BOUND).until(() -> lambda.timesInvoked("long") == 1);
      for (int i = 0; i < RECORDS; i++) {
        if (i == RECORDS / 3) {
          write("batchSize: 7", "maximumBatchingWindow: 2s");
          reloader.reload();
        }
        streams.publish("in.created", "m-" + i, "{}");
      }
      await()
          .atMost(BOUND)
          .untilAsserted(
              () ->
                  assertThat(bridge.metrics())
                      .contains("bridge_configuration_reloads_total{result=\"accepted\"} 1.0"));
      await().atMost(BOUND).until(() -> streams.isSettled("IN", "work"));
      for (int i = 0; i < 7; i++) {
        streams.publish("in.created", "after-" + i, "{}");
      }
      await().atMost(BOUND).until(() -> lambda.timesInvoked("after-6") == 1);
      assertThat(bridge.state("steady")).isEqualTo("RUNNING");
      finish.countDown();
      await().atMost(BOUND).until(() -> streams.isSettled("OUT", "steady"));
    }

    for (int i = 0; i < RECORDS; i++) {
      assertThat(lambda.timesInvoked("m-" + i)).as("m-" + i).isEqualTo(1);
    }
    assertThat(
            lambda.invocations().stream()
                .filter(one -> one.records().getFirst().messageId().startsWith("after-"))
                .map(one -> one.records().size()))
        .containsExactly(7);
    assertThat(lambda.timesInvoked("long")).as("an unchanged mapping is not drained").isEqualTo(1);
  }

  @Test
  void mappings_appear_and_go_with_the_file_and_lines_that_only_move_change_nothing()
      throws Exception {
    Path file = write("batchSize: 1");
    try (BridgeInProcess bridge = BridgeInProcess.start(file)) {
      String yaml = Files.readString(file);
      assertThat(change(bridge, "# a comment\n\n" + yaml)).isEmpty();

      String three = yaml + THIRD;
      assertThat(change(bridge, three)).containsExactly("third");
      assertThat(change(bridge, "# one more\n" + three)).as("only moved").isEmpty();
      bridge.awaitState("third", "RUNNING");
      streams.publish("in.created", "m-1", "{}");
      await().atMost(BOUND).until(() -> lambda.timesInvoked("m-1") == 2);

      assertThat(change(bridge, yaml)).containsExactly("third");
      assertThat(bridge.state("third")).isEqualTo("none");
      assertThat(change(bridge, yaml.replace("batchSize: 1", "enabled: false")))
          .containsExactly("work");
      bridge.awaitState("work", "DISABLED");
      assertThat(change(bridge, yaml)).containsExactly("work");
      bridge.awaitState("work", "RUNNING");
    }
  }

  @Test
  void file_that_cannot_be_used_is_refused_and_the_one_before_goes_on() throws Exception {
    Path file = write("batchSize: 1");
    try (BridgeInProcess bridge = BridgeInProcess.start(file)) {
      new Reloader(file, bridge.bridge()).start();
      write("batchSize: 0");
      awaitRefused(bridge, 1);
      Files.writeString(
          file, Files.readString(file).replace("batchSize: 0", "").replace("10s", "11s"));
      awaitRefused(bridge, 2);

      assertThat(bridge.state("work")).isEqualTo("RUNNING");
      streams.publish("in.created", "m-1", "{}");
      await().atMost(BOUND).until(() -> lambda.timesInvoked("m-1") == 1);
    }
  }

  @Test
  void json_schema_whose_file_changes_swaps_its_mapping_and_no_other() throws Exception {
    Path schema = Files.writeString(folder.resolve("in.schema.json"), "{\"type\": \"object\"}");
    Path file = write("batchSize: 1", "schema: {jsonSchema: '" + schema + "'}");
    try (BridgeInProcess bridge = BridgeInProcess.start(file)) {
      new Reloader(file, bridge.bridge()).start();
      streams.publish("in.created", "before", "{}");
      await().atMost(BOUND).until(() -> lambda.timesInvoked("before") == 1);

      Files.writeString(schema, "{\"type\": \"no such type\"}");
      awaitRefused(bridge, 1);
      Files.writeString(schema, "{\"type\": \"object\", \"required\": [\"orderId\"]}");
      awaitReloaded(bridge, "accepted", 1);
      bridge.awaitState("work", "RUNNING");

      streams.publish("in.created", "invalid", "{}");
      streams.publish("in.created", "valid", "{\"orderId\": \"o\"}");
      await().atMost(BOUND).until(() -> lambda.timesInvoked("valid") == 1);
      await().atMost(BOUND).until(() -> streams.all("DLQ").size() == 1);
      assertThat(lambda.timesInvoked("invalid")).isZero();
    }
  }

  @Test
  void descriptor_set_whose_file_changes_concerns_the_mappings_that_decode_with_it()
      throws Exception {
    Path types = folder.resolve("types.desc");
    Files.copy(Example.descriptorSet(folder), types);
    Path file = write("batchSize: 1");
    try (BridgeInProcess bridge = BridgeInProcess.start(file)) {
      String yaml = "schemas: {descriptorSet: '" + types + "'}\n" + Files.readString(file);
      String decoding = yaml + THIRD;
      assertThat(change(bridge, decoding)).containsExactly("third");
      assertThat(change(bridge, decoding)).isEmpty();

      // The same types with one more field that nobody knows.
      Files.write(types, new byte[] {(byte) 0xf8, 0x3f, 1}, StandardOpenOption.APPEND);

      assertThat(change(bridge, decoding)).containsExactly("third");
    }
  }

  private static void awaitRefused(BridgeInProcess bridge, int times) {
    awaitReloaded(bridge, "refused", times);
  }

  private static void awaitReloaded(BridgeInProcess bridge, String result, int times) {
    await()
        .atMost(BOUND)
        .untilAsserted(
            () ->
                assertThat(bridge.metrics())
                    .contains(
                        "bridge_configuration_reloads_total{result=\"%s\"} %d.0"
                            .formatted(result, times)));
  }

  private List<String> change(BridgeInProcess bridge, String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("next.yaml"), yaml);
    BridgeConfig config = new BridgeConfigReader().read(file);
    return bridge.bridge().change(config, Contents.read(file.toString(), config));
  }

  private Path write(String... lines) throws IOException {
    String yaml =
        Yaml.oneMapping(nats.url(), lambda.url(), lines).replace("${HTTP_PORT}", "0")
            + "  - {name: steady, stream: OUT, functionName: slow, ackWait: 5s}\n";
    return Files.writeString(folder.resolve("bridge.yaml"), yaml);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing happened within 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
