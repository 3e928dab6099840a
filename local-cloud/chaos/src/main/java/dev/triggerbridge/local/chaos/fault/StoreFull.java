package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.ChaosStack;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stream has reached its {@code max_bytes} with {@code discard: new}: the server refuses what
 * is published, orders and events alike.
 */
final class StoreFull implements Fault {
  private final ChaosStack stack;
  private final String stream;
  private final LongSupplier refused;
  private @Nullable StreamConfiguration before;
  private long messages;
  private long refusedBefore;
  private long hits;

  /**
   * A stream to fill.
   *
   * @param refused publishes of orders that found no PubAck, so far
   */
  StoreFull(ChaosStack stack, String stream, LongSupplier refused) {
    this.stack = stack;
    this.stream = stream;
    this.refused = refused;
  }

  @Override
  public void begin() throws Exception {
    JetStreamManagement management = stack.connection().jetStreamManagement();
    StreamInfo info = management.getStreamInfo(stream);
    before = info.getConfiguration();
    messages = info.getStreamState().getLastSequence();
    refusedBefore = refused.getAsLong();
    var unused =
        management.updateStream(
            StreamConfiguration.builder(info.getConfiguration())
                .maxBytes(Math.max(1, info.getStreamState().getByteCount()))
                .build());
  }

  @Override
  public void end() throws Exception {
    StreamConfiguration original = before;
    if (original == null) {
      return;
    }
    JetStreamManagement management = stack.connection().jetStreamManagement();
    hits = refusals(management);
    var unused = management.updateStream(original);
  }

  @Override
  public long hits() {
    return hits;
  }

  /** Publishes that were refused; for a stream of events, that it has taken none of them. */
  private long refusals(JetStreamManagement management) throws IOException, JetStreamApiException {
    if (stream.equals("ORDERS")) {
      return refused.getAsLong() - refusedBefore;
    }
    long now = management.getStreamInfo(stream).getStreamState().getLastSequence();
    return now - messages <= 2 ? 1 : 0;
  }
}
