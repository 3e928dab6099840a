package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.events.SubjectCatalogue;
import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.SmallDisk;
import io.nats.client.JetStreamManagement;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * No space is left under the streams. Once there is, some versions of nats-server go on by
 * themselves, and others have switched JetStream off: those are restarted, as somebody on call
 * would.
 */
final class DiskFull implements Fault {
  private static final String STREAM = "ORDERS";

  /** The last block of a file that is there takes some more. */
  private static final int MOST_COPIES = 40;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 50;

  private final ChaosStack stack;
  private @Nullable PublishProbe probe;
  private long hits;

  DiskFull(ChaosStack stack) {
    this.stack = stack;
  }

  @Override
  public void begin() throws Exception {
    awaitMessageInEveryStream();
    PublishProbe copies = PublishProbe.of(stack.connection(), STREAM);
    probe = copies;
    disk().fill();
    for (int tries = 0; hits == 0 && tries < MOST_COPIES; tries++) {
      hits = copies.isRefused() ? 1 : 0;
    }
  }

  @Override
  public void end() throws Exception {
    disk().empty();
    PublishProbe copies = probe;
    if (copies != null && copies.isRefused()) {
      NatsServer server = stack.nats().servers().getFirst();
      server.stop();
      server.restart();
    }
  }

  @Override
  public long hits() {
    return hits;
  }

  /**
   * Publishes that nats-server 2.10 refuses take sequences of a stream that is empty. The checker
   * would take such a gap for a loss.
   */
  private void awaitMessageInEveryStream() throws Exception {
    JetStreamManagement management = stack.connection().jetStreamManagement();
    long begin = System.nanoTime();
    for (String stream : SubjectCatalogue.streams().keySet()) {
      while (management.getStreamInfo(stream).getStreamState().getLastSequence() == 0) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new IOException("the stream " + stream + " is still empty");
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  private SmallDisk disk() {
    return stack.disk().orElseThrow(() -> new IllegalStateException("there is no disk to fill"));
  }
}
