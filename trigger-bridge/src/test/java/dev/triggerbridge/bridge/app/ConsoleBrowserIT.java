package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Answer;
import dev.triggerbridge.bridge.app.LambdaStandIn.Invocation;
import dev.triggerbridge.bridge.app.LambdaStandIn.Received;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in headless Chromium, with two replicas and a real nats-server behind it. What a
 * person does there is in {@code src/test/browser/console.test.mjs}; what came of it is seen here.
 */
class ConsoleBrowserIT {
  private static final String TOKEN = "a-token-that-nobody-guesses";

  private final AtomicInteger poisonSeen = new AtomicInteger();

  @Test
  void person_sees_pauses_redrives_traces_and_tries_filters_on_any_screen(@TempDir Path folder)
      throws Exception {
    Path chromium = Browser.chromium();
    try (NatsServer nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
        Streams streams = new Streams(nats.url());
        LambdaStandIn lambda = new LambdaStandIn(this::answer);
        BridgeInProcess open = BridgeInProcess.start(config(folder, "", nats, lambda));
        BridgeInProcess guarded =
            BridgeInProcess.start(
                config(folder, "console: {token: " + TOKEN + "}", nats, lambda))) {
      publish(streams, "poison-7", "order-7");
      publish(streams, "good-8", "order-8");
      publish(streams, "poison-9", "order-9");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(streams.count("DLQ")).isEqualTo(2);
                assertThat(streams.count("PACKED")).isEqualTo(1);
                assertThat(streams.isSettled("OUT", "pack")).isTrue();
              });

      Browser.run(
          "console.test.mjs",
          Map.of(
              "CHROMIUM",
              chromium.toString(),
              "CONSOLE_URL",
              "http://127.0.0.1:" + open.bridge().consolePort(),
              "TOKEN_URL",
              "http://127.0.0.1:" + guarded.bridge().consolePort(),
              "TOKEN",
              TOKEN));

      assertThat(lambda.timesInvoked("poison-7")).as("with its redrive").isEqualTo(2);
      assertThat(streams.messageIds("OUT")).contains("worker:poison-7:0");
      assertThat(open.state("work")).isEqualTo("RUNNING");
    }
  }

  /** Each poison is rejected once, so that a redrive of it succeeds. */
  private Answer answer(Invocation invocation) {
    return Answer.ok(
        invocation.batchId(),
        invocation.records().stream()
            .map(each -> result(invocation.function(), each))
            .collect(Collectors.joining(",")));
  }

  private String result(String function, Received each) {
    if (function.equals("worker")
        && each.messageId().startsWith("poison")
        && poisonSeen.incrementAndGet() <= 2) {
      return """
      {"id":"%s","status":"reject","code":"INVALID_PAYLOAD","message":"total.minor_units is -1"}"""
          .formatted(each.id());
    }
    String order = each.messageId().replaceAll(".*(\\d).*", "order-$1");
    String data =
        Base64.getEncoder()
            .encodeToString(
                "{\"orderId\":\"%s\"}".formatted(order).getBytes(StandardCharsets.UTF_8));
    return """
    {"id":"%s","status":"ok","events":[{"id":"%s:%s:0","subject":"%s",\
    "contentType":"application/json","headers":{},"data":"%s"}]}"""
        .formatted(
            each.id(),
            function,
            each.messageId().replaceAll(":0$", ""),
            function.equals("worker") ? "out.done" : "packed.done",
            data);
  }

  private static void publish(Streams streams, String messageId, String order) throws Exception {
    byte[] payload =
        OrderCreated.newBuilder().setMessageId(messageId).setOrderId(order).build().toByteArray();
    long unused =
        streams.publish(
            "in.created",
            messageId,
            payload,
            Map.of(
                "Content-Type", "application/x-protobuf", "Data-Schema", "orders.v2.OrderCreated"));
  }

  private static Path config(Path folder, String http, NatsServer nats, LambdaStandIn lambda)
      throws IOException {
    String yaml =
        """
        nats: {servers: "%s"}
        lambda: {endpoint: "%s", region: us-east-1}
        http:
          port: 0
          %s
        schemas: {descriptorSet: "%s"}
        streams:
          - {name: IN, subjects: [in.created], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
          - {name: OUT, subjects: [out.done], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
          - {name: PACKED, subjects: [packed.done], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
          - {name: DLQ, subjects: [in.dlq], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
        mappings:
          - name: work
            stream: IN
            functionName: worker
            batchSize: 1
            maximumConcurrency: 1
            outputSubjects: [out.done]
            onFailure: {subject: in.dlq}
          - name: pack
            stream: OUT
            functionName: packer
            outputSubjects: [packed.done]
        """
            .formatted(nats.url(), lambda.url(), http, Example.descriptorSet(folder));
    return Files.writeString(
        Files.createTempFile(folder, "bridge", ".yaml"), yaml, StandardCharsets.UTF_8);
  }
}
