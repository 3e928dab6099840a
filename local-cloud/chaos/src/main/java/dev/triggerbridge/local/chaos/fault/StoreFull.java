package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.ChaosStack;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import org.jspecify.annotations.Nullable;

/**
 * The stream has reached its {@code max_bytes} with {@code discard: new}: the server refuses what
 * is published, orders and events alike. A copy of an event is published to see that it does.
 */
final class StoreFull implements Fault {
  private final ChaosStack stack;
  private final String stream;
  private @Nullable StreamConfiguration before;
  private long hits;

  StoreFull(ChaosStack stack, String stream) {
    this.stack = stack;
    this.stream = stream;
  }

  @Override
  public void begin() throws Exception {
    PublishProbe probe = PublishProbe.of(stack.connection(), stream);
    JetStreamManagement management = stack.connection().jetStreamManagement();
    StreamInfo info = management.getStreamInfo(stream);
    before = info.getConfiguration();
    var unused =
        management.updateStream(
            StreamConfiguration.builder(info.getConfiguration())
                .maxBytes(Math.max(1, info.getStreamState().getByteCount()))
                .build());
    hits = probe.isRefused() ? 1 : 0;
  }

  @Override
  public void end() throws Exception {
    StreamConfiguration original = before;
    if (original != null) {
      var unused = stack.connection().jetStreamManagement().updateStream(original);
    }
  }

  @Override
  public long hits() {
    return hits;
  }
}
