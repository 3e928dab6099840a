package dev.triggerbridge.local.chaos.stack;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The one mapping that promises an order: by the second token of the subject. */
public final class Lanes {
  /** Its stream. */
  public static final String STREAM = "LANES";

  /** Its mapping, and so its consumer. */
  public static final String MAPPING = "lanes";

  private static final String EXAMPLE = "trigger-bridge/examples/order-system.yaml";
  private static final Duration CLUSTER_START = Duration.ofSeconds(30);

  private static final String ADDITION =
      """

        # Added by run-local chaos: the order of each key is checked against the invocations.
        - name: lanes
          stream: LANES
          functionName: audit
          batchSize: 10
          maximumConcurrency: 1
          ackWait: ${ACK_WAIT:30s}
          orderBy: {subjectToken: 2}
          onFailure: {subject: orders.dlq}
      """;

  private Lanes() {}

  /** Subject of a key's messages. */
  public static String subject(String key) {
    return "lanes." + key + ".v1";
  }

  /** Makes the stream; waits for a cluster to have a leader. */
  static void create(Connection connection, int replicas)
      throws IOException, JetStreamApiException, InterruptedException {
    JetStreamManagement management = connection.jetStreamManagement();
    StreamConfiguration configuration =
        StreamConfiguration.builder()
            .name(STREAM)
            .subjects(subject("*"))
            .storageType(StorageType.File)
            .replicas(replicas)
            .build();
    long deadline = System.nanoTime() + CLUSTER_START.toNanos();
    while (true) {
      try {
        var unused = management.addStream(configuration);
        return;
      } catch (IOException | JetStreamApiException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  /** The order system's configuration with the mapping added. */
  static Path addTo(Path home, Path file) throws IOException {
    return Files.writeString(
        file, Planted.withUser(Files.readString(home.resolve(EXAMPLE))) + ADDITION);
  }
}
