package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.dispatch.DeadLetters;
import dev.triggerbridge.bridge.nats.StreamSpec;
import dev.triggerbridge.bridge.nats.StreamsAdmin;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A nats-server, a scripted function, and what is needed to judge a bridge between them. */
final class Rig implements AutoCloseable {
  static final String STREAM = "IN";
  static final String CONSUMER = "test";
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NatsServer nats;
  private final ScriptedLambda lambda = new ScriptedLambda();
  private final Connection connection;
  private final AckSpy spy;
  private final List<BridgeUnderTest> bridges = new ArrayList<>();
  private final List<Long> published = new ArrayList<>();
  private boolean dropsRecords;

  Rig(Path directory) {
    this(directory, true);
  }

  Rig(Path directory, boolean expectsEvents) {
    // The SDK signs its requests; nobody checks the signature.
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    nats = NatsServer.start(NatsServerOptions.in(directory));
    try {
      connection =
          Nats.connect(
              new Options.Builder()
                  .server(nats.url())
                  .maxReconnects(-1)
                  .reconnectWait(Duration.ofMillis(100))
                  .build());
      createStream(STREAM, "in.>");
      createStream("OUT", "out.>");
      createStream("DEAD", "dead.>");
    } catch (Exception e) {
      throw new IllegalStateException("cannot prepare the server", e);
    }
    spy = new AckSpy(connection, STREAM, CONSUMER, lambda.log(), expectsEvents);
  }

  NatsServer nats() {
    return nats;
  }

  ScriptedLambda lambda() {
    return lambda;
  }

  AckSpy spy() {
    return spy;
  }

  Connection connection() {
    return connection;
  }

  BridgeUnderTest bridge(MappingOptions options) {
    BridgeUnderTest bridge = new BridgeUnderTest(nats.url(), lambda.endpoint(), options);
    bridges.add(bridge);
    return bridge;
  }

  /** With dead letters of the test's own. */
  BridgeUnderTest bridge(MappingOptions options, DeadLetters deadLetters) {
    BridgeUnderTest bridge =
        new BridgeUnderTest(nats.url(), lambda.endpoint(), options, Optional.of(deadLetters));
    bridges.add(bridge);
    return bridge;
  }

  void createStream(String name, String subject) {
    try {
      new StreamsAdmin(connection)
          .createOrVerify(
              new StreamSpec(
                  name, List.of(subject), 1, Duration.ofHours(1), 1 << 28, Duration.ofMinutes(2)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void deleteStream(String name) {
    try {
      management().deleteStream(name);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Publishes and returns the sequence; every one must meet a fate. */
  long publish(String data) {
    return publish("in.a", data.getBytes(StandardCharsets.UTF_8));
  }

  long publish(String subject, byte[] data) {
    try {
      long sequence = connection.jetStream().publish(subject, new Headers(), data).getSeqno();
      published.add(sequence);
      return sequence;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void publishMany(int count) {
    for (int i = 0; i < count; i++) {
      publish("m" + i);
    }
  }

  JetStreamManagement management() throws Exception {
    return connection.jetStreamManagement();
  }

  ConsumerInfo consumer() {
    try {
      return management().getConsumerInfo(STREAM, CONSUMER);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Source sequences of the dead letters, oldest first. */
  List<Long> deadLetters() {
    return stored("DEAD").stream()
        .map(entry -> Long.parseLong(entry.getHeaders().getFirst("Dead-Letter-Sequence")))
        .toList();
  }

  List<MessageInfo> stored(String stream) {
    try {
      List<MessageInfo> all = new ArrayList<>();
      long last = management().getStreamInfo(stream).getStreamState().getLastSequence();
      for (long sequence = 1; sequence <= last; sequence++) {
        all.add(management().getMessage(stream, sequence));
      }
      return all;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until nothing is left to do, then holds every promise. */
  void awaitEveryFate() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              ConsumerInfo info = consumer();
              assertThat(info.getNumPending()).as("not delivered").isZero();
              assertThat(info.getNumAckPending()).as("not settled").isZero();
            });
    Promises.check(this, List.copyOf(published));
    for (BridgeUnderTest bridge : bridges) {
      if (!bridge.isDead() && !dropsRecords) {
        assertThat(bridge.alarms())
            .as("every record was accounted for at all times")
            .noneMatch(alarm -> alarm.startsWith("UNACCOUNTED"));
      }
    }
  }

  /** This story breaks the code so that fates are lost on purpose. */
  void dropsRecords() {
    dropsRecords = true;
  }

  @Override
  public void close() {
    bridges.forEach(BridgeUnderTest::close);
    lambda.close();
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    nats.close();
  }
}
