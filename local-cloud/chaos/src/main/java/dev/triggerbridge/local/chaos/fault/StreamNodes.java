package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.nats.NatsServer;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.ClusterInfo;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Which node of a cluster leads a stream. */
final class StreamNodes {
  private static final int MOST_LOOKS = 60;
  private static final int PAUSE_MILLIS = 250;

  private final ChaosStack stack;
  private final String stream;

  StreamNodes(ChaosStack stack, String stream) {
    this.stack = stack;
    this.stream = stream;
  }

  NatsServer leader() throws IOException, InterruptedException {
    return node(true);
  }

  NatsServer follower() throws IOException, InterruptedException {
    return node(false);
  }

  private @Nullable String leaderName() {
    try {
      ClusterInfo cluster =
          stack.connection().jetStreamManagement().getStreamInfo(stream).getClusterInfo();
      return cluster == null ? null : cluster.getLeader();
    } catch (IOException | JetStreamApiException e) {
      // Between two leaders nobody answers.
      return null;
    }
  }

  private NatsServer node(boolean leads) throws IOException, InterruptedException {
    String leader = leaderName();
    for (int look = 0; leader == null && look < MOST_LOOKS; look++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      leader = leaderName();
    }
    if (leader == null) {
      throw new IOException(stream + " has no leader");
    }
    String found = leader;
    return stack.nats().servers().stream()
        .filter(server -> found.endsWith("-" + server.port()) == leads)
        .findFirst()
        .orElseThrow(() -> new IOException(found + " is none of our nodes"));
  }
}
