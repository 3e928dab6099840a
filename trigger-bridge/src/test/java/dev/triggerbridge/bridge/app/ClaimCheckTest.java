package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Received;
import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.aws.S3Local;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that no invocation can carry, with a real S3 server. */
class ClaimCheckTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String LARGE = "x".repeat(5_000_000);
  private static S3Local s3;

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Streams streams;
  private LambdaStandIn lambda;

  @BeforeAll
  static void startS3(@TempDir Path directory) {
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    s3 = S3Local.start(directory, "large");
  }

  @AfterAll
  static void stopS3() {
    s3.close();
  }

  @BeforeEach
  void start() throws Exception {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    streams = new Streams(nats.url());
    lambda = new LambdaStandIn(Script.eventPerRecord("out.done"));
  }

  @AfterEach
  void stop() throws Exception {
    System.clearProperty("aws.endpointUrlS3");
    lambda.close();
    streams.close();
    nats.close();
  }

  @Test
  void payload_goes_to_s3_the_record_says_where_and_the_object_goes_after_the_ack()
      throws Exception {
    AtomicReference<String> read = new AtomicReference<>("");
    AtomicReference<String> from = new AtomicReference<>("");
    Script answers = Script.eventPerRecord("out.done");
    lambda.script(
        invocation -> {
          for (Received each : invocation.records()) {
            if (!each.dataRef().isEmpty()) {
              from.set(each.dataRef());
              read.set(get(each.dataRef()).body());
            }
          }
          return answers.answer(invocation);
        });
    System.setProperty("aws.endpointUrlS3", s3.endpoint().toString());
    try (BridgeInProcess bridge = BridgeInProcess.start(config())) {
      long unused = streams.publish("in.created", "order-1", "{}");
      long large = streams.publish("in.created", "order-2", LARGE);
      unused = streams.publish("in.created", "order-3", "{}");
      await()
          .atMost(BOUND)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(streams.messageIds("OUT"))
                      .as(bridge.metrics())
                      .containsExactlyInAnyOrder(
                          "worker:order-1:0", "worker:order-2:0", "worker:order-3:0"));

      String content = String.valueOf(read.get());
      String object = String.valueOf(from.get());
      assertThat(content.equals(LARGE)).as("%d bytes", content.length()).isTrue();
      assertThat(object)
          .startsWith("s3://large/payloads/records/work/IN/")
          .endsWith("/%020d.data".formatted(large));
      await().atMost(BOUND).until(() -> get(object).statusCode() == 404);
      assertThat(streams.all("DLQ")).isEmpty();
    }
  }

  @Test
  void record_waits_alarmed_while_s3_is_away_and_its_neighbours_do_not() throws Exception {
    System.setProperty("aws.endpointUrlS3", "http://127.0.0.1:1");
    try (BridgeInProcess bridge = BridgeInProcess.start(config())) {
      long unused = streams.publish("in.created", "order-1", LARGE);
      unused = streams.publish("in.created", "order-2", "{}");

      await()
          .atMost(BOUND)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(streams.messageIds("OUT")).containsExactly("worker:order-2:0");
                assertThat(bridge.metrics()).contains("code=\"CLAIM_CHECK_NOT_STORED\"");
              });
      assertThat(lambda.timesInvoked("order-1")).isZero();
      assertThat(streams.all("DLQ")).isEmpty();
      assertThat(streams.consumer("IN", "work").getNumAckPending()).isEqualTo(1);
    }
  }

  private Path config() throws Exception {
    return Files.writeString(
        folder.resolve("bridge.yaml"),
        Yaml.oneMapping(nats.url(), lambda.url(), "claimCheck: {s3: 's3://large/payloads'}")
            .replace("${HTTP_PORT}", "0"));
  }

  /** As anybody reads the object who may. */
  private static HttpResponse<String> get(String reference) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI url = s3.endpoint().resolve(reference.replace("s3:/", ""));
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
