package dev.triggerbridge.local.chaos.load;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.api.Subject;
import java.io.IOException;
import java.util.List;

/** Counts orders that have ended, as far as the stream tells; an estimate that paces the load. */
final class OpenOrders {
  private final JetStreamManagement management;
  private volatile long before = Long.MAX_VALUE / 2;
  private volatile long ended = before;

  OpenOrders(Connection nats) throws IOException {
    this.management = nats.jetStreamManagement();
  }

  /** What has ended until now is none of this run's. */
  void begin() throws IOException, JetStreamApiException {
    long now = count();
    ended = now;
    before = now;
  }

  /** Orders that ended since the beginning; the last known number while no server answers. */
  long ended() {
    try {
      ended = count();
    } catch (IOException | JetStreamApiException e) {
      // Out of reach by our own doing: nothing ends meanwhile, as far as anybody knows.
    }
    return ended - before;
  }

  private long count() throws IOException, JetStreamApiException {
    List<Subject> subjects =
        management
            .getStreamInfo("ORDERS", StreamInfoOptions.allSubjects())
            .getStreamState()
            .getSubjects();
    return subjects == null
        ? 0
        : subjects.stream()
            .filter(
                subject ->
                    subject.getName().equals("orders.confirmed.v1")
                        || subject.getName().equals("orders.cancelled.v1"))
            .mapToLong(Subject::getCount)
            .sum();
  }
}
