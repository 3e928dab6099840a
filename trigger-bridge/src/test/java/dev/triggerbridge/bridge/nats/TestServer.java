package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real nats-server with one connection, for one test. */
final class TestServer implements AutoCloseable {
  private final NatsServer server;
  private final Connection connection;

  TestServer(Path directory) throws Exception {
    this(NatsServerOptions.in(directory));
  }

  TestServer(NatsServerOptions options) throws Exception {
    server = NatsServer.start(options);
    connection = NatsConnector.connect(NatsSettings.of(server.url(), "test"));
  }

  Connection connection() {
    return connection;
  }

  JetStreamManagement management() throws Exception {
    return connection.jetStreamManagement();
  }

  List<String> createStream(String name, String subject) throws Exception {
    return new StreamsAdmin(connection).createOrVerify(stream(name, subject));
  }

  static StreamSpec stream(String name, String subject) {
    return new StreamSpec(
        name, List.of(subject), 1, Duration.ofHours(1), 64 << 20, Duration.ofMinutes(2));
  }

  static ConsumerSpec consumer(ConsumerSpec.Start start, String... filters) {
    return new ConsumerSpec(
        "payment", "IN", "payment", List.of(filters), Duration.ofSeconds(30), 1_200, start);
  }

  @Override
  public void close() throws Exception {
    connection.close();
    server.close();
  }
}
