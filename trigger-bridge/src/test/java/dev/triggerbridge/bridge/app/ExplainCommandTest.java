package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.BridgeConfigReader;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stories of messages that really were processed, against a real server. */
class ExplainCommandTest {
  private final NatsServer nats;
  private final LambdaStandIn lambda;
  private final Path file;

  ExplainCommandTest(@TempDir Path directory) throws IOException {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    nats = NatsServer.start(NatsServerOptions.in(directory.resolve("nats")));
    lambda = new LambdaStandIn(ExplainCommandTest::answer);
    file =
        Files.writeString(
            directory.resolve("bridge.yaml"),
            """
            nats: {servers: "%s"}
            lambda: {endpoint: "%s", region: us-east-1}
            http: {port: 0}
            streams:
              - {name: IN, subjects: [in.created, in.other, in.strange], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
              - {name: OUT, subjects: [out.done], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
              - {name: DLQ, subjects: [work.dlq], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
            mappings:
              - name: work
                stream: IN
                functionName: worker
                filterSubjects: [in.created, in.other]
                filterCriteria: {filters: [{pattern: '{"headers": {"Nats-Msg-Id": [{"anything-but": "dull"}]}}'}]}
                backoff: [12h]
                outputSubjects: [out.done]
                onFailure: {subject: work.dlq}
              - {name: idle, stream: IN, functionName: worker, enabled: false}
            """
                .formatted(nats.url(), lambda.url()));
  }

  @AfterEach
  void stop() {
    lambda.close();
    nats.close();
  }

  @Test
  void every_message_has_its_story() throws Exception {
    BridgeConfig config = new BridgeConfigReader().read(file);
    Bridge bridge = new Bridge(config, Contents.read("bridge.yaml", config), true);
    bridge.start();
    try (Streams streams = new Streams(nats.url())) {
      await().atMost(Duration.ofSeconds(60)).until(() -> bridge.status().isReady());
      long done = streams.publish("in.created", "done", "{}");
      long other = streams.publish("in.created", "other", "{}");
      long dull = streams.publish("in.created", "dull", "{}");
      long strange = streams.publish("in.strange", "strange", "{}");
      long poison = streams.publish("in.created", "poison", "{}");
      long failing = streams.publish("in.created", "failing", "{}");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(story(failing)).containsPattern("RETRYING +1 failed attempts");
                assertThat(story(poison))
                    .containsPattern("DEAD_LETTERED +DLQ/1: REJECTED BAD_RECORD");
                assertThat(story(done)).containsPattern("SETTLED +acked; ack floor");
                assertThat(story(other)).contains("message id work:other:0");
              });
      assertThat(bridge.stop()).isZero();
      long late = streams.publish("in.created", "late", "{}");

      assertThat(story(done))
          .contains("subject in.created", "message id done")
          .containsPattern("IN/" + done + " +STORED")
          .containsPattern("mapping idle +NO_CONSUMER");
      assertThat(story(done))
          .containsPattern("output OUT/1 +PUBLISHED +out.done, message id work:done:0")
          .doesNotContain("OUT/2");
      assertThat(story(poison)).doesNotContain("PUBLISHED");
      assertThat(story(dull)).containsPattern("mapping work +FILTERED");
      assertThat(story(strange)).containsPattern("mapping work +NOT_MATCHED");
      assertThat(story(late)).containsPattern("mapping work +WAITING");
      assertThat(story(late + 1)).contains("NOT_PUBLISHED").doesNotContain("mapping");
      assertThat(run("IN/" + done, "--output", "json").out())
          .contains("\"state\":\"STORED\"", "\"state\":\"SETTLED\"");
    }
  }

  @Test
  void record_that_is_written_wrongly_or_of_a_stream_that_is_not_there_is_named() {
    assertThat(run("9812").exitCode()).isEqualTo(2);
    assertThat(run("9812").err()).contains("such as ORDERS/9812");
    assertThat(run("NOWHERE/1").exitCode()).isEqualTo(1);
    assertThat(run("NOWHERE/1").err()).contains("stream NOWHERE cannot be read");
  }

  private String story(long sequence) {
    CommandLineRun run = run("IN/" + sequence);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private CommandLineRun run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "explain";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--config";
    all[all.length - 1] = file.toString();
    return CommandLineRun.of(all);
  }

  private static LambdaStandIn.Answer answer(LambdaStandIn.Invocation invocation) {
    List<LambdaStandIn.Received> records = invocation.records();
    return LambdaStandIn.Answer.ok(
        invocation.batchId(),
        records.stream()
            .map(
                each ->
                    switch (each.messageId()) {
                      case "poison" ->
                          "{\"id\":\"%s\",\"status\":\"reject\",\"code\":\"BAD_RECORD\",\"message\":\"no\"}"
                              .formatted(each.id());
                      case "failing" ->
                          "{\"id\":\"%s\",\"status\":\"retry\",\"code\":\"LATER\"}"
                              .formatted(each.id());
                      case "done", "other" ->
                          """
                          {"id":"%s","status":"ok","events":[{"id":"work:%s:0","subject":"out.done","data":""}]}\
                          """
                              .formatted(each.id(), each.messageId());
                      default -> "{\"id\":\"%s\",\"status\":\"ok\"}".formatted(each.id());
                    })
            .collect(Collectors.joining(",")));
  }
}
