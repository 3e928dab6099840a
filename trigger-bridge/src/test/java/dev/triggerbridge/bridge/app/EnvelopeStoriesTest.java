package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.BridgeConfigReader;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.nats.client.api.MessageInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Functions that know nothing of this project, behind the bridge: files in examples/, real NATS.
 */
class EnvelopeStoriesTest {
  private static final Path NODE_HANDLER =
      Path.of("src/test/resources/envelopes/powertools-handler.cjs").toAbsolutePath();

  private final Path directory;
  private final NatsServer nats;
  private final Queue<String> processed = new ConcurrentLinkedQueue<>();

  EnvelopeStoriesTest(@TempDir Path directory) {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    this.directory = directory;
    this.nats = NatsServer.start(NatsServerOptions.in(directory.resolve("nats")));
  }

  @AfterEach
  void stop() {
    nats.close();
  }

  /** AWS's event classes, deserialized and serialized as its Java runtime does it. */
  @Test
  void handler_of_a_queue_written_with_the_event_library_of_aws_runs_unchanged() throws Exception {
    PojoSerializer<SQSEvent> events =
        LambdaEventSerializers.serializerFor(SQSEvent.class, getClass().getClassLoader());
    PojoSerializer<SQSBatchResponse> answers =
        JacksonFactory.getInstance().getSerializer(SQSBatchResponse.class);

    story(
        "envelope-sqs.yaml",
        request -> {
          SQSEvent event = events.fromJson(new ByteArrayInputStream(request));
          List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
          for (SQSEvent.SQSMessage message : event.getRecords()) {
            if (message.getBody().startsWith("bad")) {
              failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            } else {
              processed.add(message.getBody());
            }
          }
          ByteArrayOutputStream answer = new ByteArrayOutputStream();
          answers.toJson(new SQSBatchResponse(failures), answer);
          return answer.toByteArray();
        });
  }

  /** Node.js with Powertools for AWS Lambda, if this machine has both. */
  @Test
  void handler_written_with_powertools_runs_unchanged() throws Exception {
    assumeThat(node("-e", "require('@aws-lambda-powertools/batch')").run(new byte[0]).exitCode())
        .as("npm install @aws-lambda-powertools/batch, and NODE_PATH names its node_modules")
        .isZero();

    story(
        "envelope-sqs.yaml",
        request -> {
          NodeRun run = node(NODE_HANDLER.toString()).run(request);
          if (run.exitCode() != 0) {
            throw new IllegalStateException("the handler threw");
          }
          JsonNode answer = new ObjectMapper().readTree(run.out());
          processed.addAll(
              answer.withArray("processed").valueStream().map(JsonNode::asText).toList());
          return new ObjectMapper()
              .writeValueAsBytes(
                  Map.of("batchItemFailures", answer.get("response").get("batchItemFailures")));
        });
  }

  @Test
  void function_that_takes_cloud_events_names_the_failed_ones_by_their_id() throws Exception {
    story(
        "envelope-cloudevents.yaml",
        request -> {
          ObjectMapper mapper = new ObjectMapper();
          List<Map<String, String>> failures = new ArrayList<>();
          for (JsonNode one : mapper.readTree(request)) {
            CloudEvent event = new JsonFormat().deserialize(mapper.writeValueAsBytes(one));
            String body = new String(event.getData().toBytes(), StandardCharsets.UTF_8);
            if (body.startsWith("bad")) {
              failures.add(Map.of("itemIdentifier", event.getId()));
            } else {
              processed.add(body);
            }
          }
          return mapper.writeValueAsBytes(Map.of("batchItemFailures", failures));
        });
  }

  /** Two of twelve fail for good: they are dead letters, and the others are processed once. */
  private void story(String example, RawLambda.Handler function) throws Exception {
    try (RawLambda lambda = new RawLambda(function);
        Streams streams = new Streams(nats.url())) {
      BridgeConfig config = new BridgeConfigReader().read(file(example, lambda));
      Bridge bridge = new Bridge(config, Contents.read("bridge.yaml", config), true);
      bridge.start();
      try {
        await().atMost(Duration.ofSeconds(60)).until(() -> bridge.status().isReady());
        for (int i = 0; i < 12; i++) {
          long unused =
              streams.publish("orders.created", "m-" + i, (i % 6 == 5 ? "bad-" : "ok-") + i);
        }
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  assertThat(streams.all("DLQ")).hasSize(2);
                  assertThat(streams.isSettled("ORDERS", "work")).isTrue();
                });
      } finally {
        assertThat(bridge.stop()).isZero();
      }
      assertThat(processed)
          .containsExactlyInAnyOrder(
              "ok-0", "ok-1", "ok-2", "ok-3", "ok-4", "ok-6", "ok-7", "ok-8", "ok-9", "ok-10");
      for (MessageInfo entry : streams.all("DLQ")) {
        assertThat(new String(entry.getData(), StandardCharsets.UTF_8)).startsWith("bad-");
        assertThat(Streams.header(entry, "Dead-Letter-Attempts")).isEqualTo("2");
      }
    }
  }

  /** The example as it is, with this test's addresses. */
  private Path file(String example, RawLambda lambda) throws IOException {
    String yaml =
        Files.readString(Path.of("examples", example))
            .replace("${NATS_SERVERS:nats://127.0.0.1:4222}", nats.url())
            .replace("${LAMBDA_ENDPOINT:}", lambda.url())
            .replace("${HTTP_PORT:8080}", "0");
    return Files.writeString(directory.resolve("bridge.yaml"), yaml);
  }

  private static NodeRun.Command node(String... arguments) {
    return new NodeRun.Command("node", List.of(arguments));
  }

  /** How a program ended. */
  private record NodeRun(int exitCode, String out) {
    private record Command(String program, List<String> arguments) {
      NodeRun run(byte[] input) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(program));
        line.addAll(arguments);
        Process process;
        try {
          process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
          return new NodeRun(127, "");
        }
        try (var stdin = process.getOutputStream()) {
          stdin.write(input);
        } catch (IOException e) {
          // A program that reads nothing may have ended before.
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new NodeRun(process.waitFor(), out);
      }
    }
  }
}
