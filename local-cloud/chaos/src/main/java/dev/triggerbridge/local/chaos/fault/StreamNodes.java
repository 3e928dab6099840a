package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.nats.NatsServer;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.ClusterInfo;
import java.io.IOException;

/** Which node of a cluster leads a stream. */
final class StreamNodes {
  private final ChaosStack stack;
  private final String stream;

  StreamNodes(ChaosStack stack, String stream) {
    this.stack = stack;
    this.stream = stream;
  }

  NatsServer leader() throws IOException, JetStreamApiException {
    return node(true);
  }

  NatsServer follower() throws IOException, JetStreamApiException {
    return node(false);
  }

  private NatsServer node(boolean leads) throws IOException, JetStreamApiException {
    ClusterInfo cluster =
        stack.connection().jetStreamManagement().getStreamInfo(stream).getClusterInfo();
    String leader = cluster == null ? null : cluster.getLeader();
    if (leader == null) {
      throw new IOException(stream + " has no leader");
    }
    return stack.nats().servers().stream()
        .filter(server -> leader.endsWith("-" + server.port()) == leads)
        .findFirst()
        .orElseThrow(() -> new IOException(leader + " is none of our nodes"));
  }
}
