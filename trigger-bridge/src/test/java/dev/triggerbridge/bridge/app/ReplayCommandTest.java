package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Answer;
import dev.triggerbridge.bridge.app.LambdaStandIn.Received;
import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.BridgeConfigReader;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay beside live traffic, against a real server and a scripted function. */
class ReplayCommandTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Connection connection;
  private Streams streams;
  private LambdaStandIn lambda;

  @BeforeEach
  void start() throws Exception {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    System.setProperty("aws.region", "us-east-1");
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    connection = Nats.connect(nats.url());
    create("IN", "in.created");
    create("OUT", "out.done");
    create("DLQ", "in.dlq");
    streams = new Streams(nats.url());
    lambda = new LambdaStandIn(Script.eventPerRecord("out.done"));
    Files.writeString(
        folder.resolve("bridge.yaml"),
        Yaml.oneMapping(nats.url(), lambda.url(), "maximumRetryAttempts: 1")
            .replace("${HTTP_PORT}", "0"));
  }

  @AfterEach
  void stop() throws Exception {
    lambda.close();
    streams.close();
    connection.close();
    nats.close();
  }

  @Test
  void range_is_processed_once_more_with_the_same_ids_and_the_consumer_is_gone() throws Exception {
    publish(1, 20);

    CommandLineRun run = replay("--from-sequence", "5", "--to-sequence", "14");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(invoked("worker")).containsExactlyInAnyOrderElementsOf(ids(5, 14));
    assertThat(streams.messageIds("OUT"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(5, 14).mapToObj(i -> "worker:order-" + i + ":0").toList());
    assertThat(run.rows()).hasSize(1).first().asString().contains("IN/14", "true", "10");
    assertThat(connection.jetStreamManagement().getConsumerNames("IN")).isEmpty();
    assertThat(replay("--from-sequence", "5", "--to-sequence", "14").exitCode()).isZero();
    assertThat(streams.messageIds("OUT")).as("same ids").hasSize(10);
  }

  @Test
  void times_limit_it_as_sequences_do() throws Exception {
    publish(1, 5);
    Instant from = storedAt(2);
    Instant to = storedAt(5);

    CommandLineRun run = replay("--from-time", from.toString(), "--to-time", to.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(invoked("worker")).containsExactlyInAnyOrderElementsOf(ids(2, 4));
  }

  @Test
  void live_traffic_flows_and_what_comes_meanwhile_is_no_part_of_the_replay() throws Exception {
    BridgeConfig config = new BridgeConfigReader().read(folder.resolve("bridge.yaml"));
    Bridge bridge = new Bridge(config, Contents.read("bridge.yaml", config), false);
    bridge.start();
    try {
      publish(1, 50);
      await().atMost(BOUND).ignoreExceptions().until(() -> streams.isSettled("IN", "work"));
      Script answers = Script.eventPerRecord("out.done");
      int[] live = {51};
      lambda.script(
          invocation -> {
            if (invocation.function().equals("shadow")) {
              publishOne(live[0]++);
            }
            return answers.answer(invocation);
          });

      CommandLineRun run = replay("--from-sequence", "1", "--function", "shadow");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(live[0]).as("messages came while it ran").isGreaterThan(51);
      assertThat(invoked("shadow")).containsExactlyInAnyOrderElementsOf(ids(1, 50));
      await().atMost(BOUND).until(() -> streams.isSettled("IN", "work"));
      assertThat(invoked("worker"))
          .as("live traffic met its function once")
          .containsExactlyInAnyOrderElementsOf(ids(1, live[0] - 1));
      assertThat(streams.messageIds("OUT"))
          .as("outputs of the shadow are discarded")
          .noneMatch(id -> id.startsWith("shadow:"));
    } finally {
      bridge.stop();
    }
  }

  @Test
  void outputs_of_another_function_go_under_the_prefix_with_ids_of_their_own() throws Exception {
    publish(1, 3);
    create("SHADOW", "shadow.out.>");

    CommandLineRun run =
        replay("--from-sequence", "1", "--function", "next", "--publish-prefix", "shadow");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(streams.messageIds("OUT")).isEmpty();
    assertThat(streams.messageIds("SHADOW"))
        .hasSize(3)
        .allMatch(id -> id.startsWith("replay:") && id.contains(":next:order-"));
    assertThat(streams.all("SHADOW").getFirst().getSubject()).isEqualTo("shadow.out.done");
  }

  @Test
  void prefix_that_no_stream_stores_is_refused_before_anything_is_invoked() throws Exception {
    publish(1, 3);

    CommandLineRun run =
        replay("--from-sequence", "1", "--function", "next", "--publish-prefix", "nowhere");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("--publish-prefix", "nowhere.out.done");
    assertThat(lambda.invocations()).isEmpty();
  }

  @Test
  void record_that_fails_for_good_is_reported_and_passed_over() throws Exception {
    publish(1, 2);
    long unused = streams.publish("in.created", "poison-3", "{}");
    publish(4, 5);

    CommandLineRun run = replay("--from-sequence", "1");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("IN/3 failed", "INVALID_PAYLOAD");
    assertThat(streams.messageIds("OUT")).hasSize(4);
    assertThat(streams.all("DLQ")).as("the record is in its stream still").isEmpty();
  }

  @Test
  void interrupted_replay_goes_on_where_it_was() throws Exception {
    publish(1, 40);
    Set<String> finished = ConcurrentHashMap.newKeySet();
    Script answers = Script.eventPerRecord("out.done");
    CountDownLatch some = new CountDownLatch(3);
    CountDownLatch never = new CountDownLatch(1);
    lambda.script(
        invocation -> {
          some.countDown();
          if (some.getCount() == 0) {
            awaitLatch(never, 60);
          }
          invocation.records().forEach(each -> finished.add(each.id()));
          return answers.answer(invocation);
        });
    Thread first = Thread.ofPlatform().start(() -> replay("--from-sequence", "1"));
    awaitLatch(some, 30);
    await().atMost(BOUND).until(() -> streams.messageIds("OUT").size() == finished.size());
    Set<String> done = Set.copyOf(finished);
    first.interrupt();
    first.join();
    never.countDown();
    int before = lambda.invocations().size();
    lambda.script(answers);

    CommandLineRun second = replay("--from-sequence", "1");

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.err()).contains("goes on");
    List<String> again =
        lambda.invocations().subList(before, lambda.invocations().size()).stream()
            .flatMap(invocation -> invocation.records().stream())
            .map(Received::id)
            .toList();
    assertThat(done).isNotEmpty();
    assertThat(again).doesNotContainAnyElementsOf(done);
    assertThat(streams.messageIds("OUT")).hasSize(40);
  }

  @Test
  void consumer_that_is_somebody_elses_is_not_touched() throws Exception {
    publish(1, 3);
    assertThat(replay("--from-sequence", "1", "--name", "mine").exitCode()).isZero();
    ConsumerConfiguration other = ConsumerConfiguration.builder().durable("mine").build();
    assertThat(connection.jetStreamManagement().createConsumer("IN", other)).isNotNull();

    CommandLineRun run = replay("--from-sequence", "1", "--name", "mine");

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("was not made for this replay");
    assertThat(connection.jetStreamManagement().getConsumerNames("IN")).containsExactly("mine");
  }

  @Test
  void throttled_function_is_waited_for() throws Exception {
    publish(1, 3);
    Script answers = Script.eventPerRecord("out.done");
    int[] calls = {0};
    lambda.script(invocation -> calls[0]++ < 2 ? Answer.throttled() : answers.answer(invocation));

    assertThat(replay("--from-sequence", "1").exitCode()).isZero();

    assertThat(streams.messageIds("OUT")).hasSize(3);
  }

  @Test
  void command_lines_that_make_no_sense_exit_2() {
    assertThat(replay().exitCode()).isEqualTo(2);
    assertThat(replay("--from-sequence", "0").exitCode()).isEqualTo(2);
    assertThat(replay("--from-sequence", "1", "--from-time", "2h").exitCode()).isEqualTo(2);
    assertThat(replay("--from-sequence", "1", "--rate", "-1").exitCode()).isEqualTo(2);
    assertThat(replay("--from-sequence", "1", "--concurrency", "0").exitCode()).isEqualTo(2);
    assertThat(
            CommandLineRun.of(
                    "replay",
                    "--config",
                    folder.resolve("bridge.yaml").toString(),
                    "--mapping",
                    "nobody",
                    "--from-sequence",
                    "1")
                .exitCode())
        .isEqualTo(2);
  }

  private CommandLineRun replay(String... arguments) {
    List<String> all = new ArrayList<>(List.of("replay", "--config"));
    all.add(folder.resolve("bridge.yaml").toString());
    all.addAll(List.of("--mapping", "work"));
    all.addAll(List.of(arguments));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private void publish(int first, int last) {
    for (int i = first; i <= last; i++) {
      publishOne(i);
    }
  }

  private void publishOne(int i) {
    try {
      long unused = streams.publish("in.created", "order-" + i, "{}");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Instant storedAt(int sequence) throws Exception {
    return streams.all("IN").get(sequence - 1).getTime().toInstant();
  }

  private List<String> invoked(String function) {
    return lambda.invocations().stream()
        .filter(invocation -> invocation.function().equals(function))
        .flatMap(invocation -> invocation.records().stream())
        .map(Received::id)
        .toList();
  }

  private static List<String> ids(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> "IN/" + i).toList();
  }

  private void create(String name, String subject) throws Exception {
    assertThat(
            connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder().name(name).subjects(subject).build()))
        .isNotNull();
  }

  private static void awaitLatch(CountDownLatch latch, int seconds) {
    try {
      boolean unused = latch.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
