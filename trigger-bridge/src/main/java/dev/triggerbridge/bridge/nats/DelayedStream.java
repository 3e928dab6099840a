package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream in which events wait for their time, shared by all bridges. From server 2.12 on it is
 * the server that waits (message schedules, NATS ADR-51); before, the messages come and are handed
 * back with the delay that is left. Either way they leave it with the ack of {@link
 * DelayedForwarder}. Methods block.
 */
final class DelayedStream {
  static final String CONSUMER = "trigger-bridge-delayed";

  /** Messages that wait at the server's schedule; nobody reads them. */
  static final String SCHEDULED = "triggerbridge.delayed.scheduled.";

  /** Messages whose time has come, as the server's schedule says. */
  static final String DUE = "triggerbridge.delayed.due.";

  /** Messages that wait with the consumer. */
  static final String HELD = "triggerbridge.delayed.held.";

  private static final Logger LOG = LoggerFactory.getLogger(DelayedStream.class);
  private static final String SUBJECTS = "triggerbridge.delayed.>";
  private static final String SCHEDULES_SINCE = "2.12.0";
  private static final int STREAM_NOT_FOUND = 10059;

  /** The server's code for a max_ack_pending beyond what the account may have. */
  private static final int TOO_MANY_UNACKED = 10121;

  /**
   * Whatever waits with the consumer is unacked. Not -1: the client leaves that out, the server
   * then takes 1,000, and what is due would wait behind what is not.
   */
  private static final int ANY = Integer.MAX_VALUE;

  /** An event is stored again after a crash: within the longest ackWait and function timeout. */
  private static final Duration DUPLICATES = Duration.ofMinutes(30);

  private final Connection connection;
  private final JetStreamManagement management;
  private final DelayedSettings settings;

  DelayedStream(Connection connection, DelayedSettings settings) throws IOException {
    this.connection = connection;
    this.management = connection.jetStreamManagement();
    this.settings = settings;
  }

  String name() {
    return settings.stream();
  }

  /** Makes the stream if there is none, and says how it stands. */
  State ensure() throws IOException, JetStreamApiException {
    Optional<StreamInfo> existing = find();
    if (existing.isEmpty()) {
      LOG.info("making stream {} for events that carry deliverAt", settings.stream());
      boolean schedules = serverHasSchedules();
      management.addStream(configuration(schedules));
      return new State(schedules, true);
    }
    boolean schedules = existing.get().getConfiguration().getAllowMsgSchedules();
    return new State(
        schedules || (serverHasSchedules() && addSchedules()),
        existing.get().getStreamState().getByteCount() < settings.maxBytes());
  }

  /** Makes the consumer if the stream is there; false if it is not. */
  boolean ensureConsumer() throws IOException, JetStreamApiException {
    if (find().isEmpty()) {
      return false;
    }
    try {
      management.addOrUpdateConsumer(settings.stream(), consumer().maxAckPending(ANY).build());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != TOO_MANY_UNACKED) {
        throw e;
      }
      LOG.warn(
          "of the events that wait in stream {} those beyond a limit are late: {}. Raise"
              + " max_ack_pending of the account, or use nats-server {}, which waits by itself",
          settings.stream(),
          e.getErrorDescription(),
          SCHEDULES_SINCE);
      management.addOrUpdateConsumer(settings.stream(), consumer().build());
    }
    return true;
  }

  private ConsumerConfiguration.Builder consumer() {
    return ConsumerConfiguration.builder()
        .durable(CONSUMER)
        .filterSubjects(DUE + ">", HELD + ">")
        .deliverPolicy(DeliverPolicy.All)
        .ackPolicy(AckPolicy.Explicit)
        .ackWait(settings.ackWait())
        .maxDeliver(-1);
  }

  private Optional<StreamInfo> find() throws IOException, JetStreamApiException {
    try {
      return Optional.of(management.getStreamInfo(settings.stream()));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == STREAM_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * No age: it would drop what waits longer, or what no bridge has come for. With schedules the
   * server refuses {@code discard: new}, and a limit would then drop what waits: there the bridges
   * keep to it.
   */
  private StreamConfiguration configuration(boolean schedules) {
    StreamConfiguration.Builder configuration =
        StreamConfiguration.builder()
            .name(settings.stream())
            .subjects(SUBJECTS)
            .storageType(StorageType.File)
            .replicas(settings.replicas())
            .retentionPolicy(RetentionPolicy.WorkQueue)
            .duplicateWindow(DUPLICATES);
    return schedules
        ? configuration.discardPolicy(DiscardPolicy.Old).allowMessageSchedules(true).build()
        : configuration.discardPolicy(DiscardPolicy.New).maxBytes(settings.maxBytes()).build();
  }

  /** After an upgrade of the server. What waits with the consumer goes on doing so. */
  private boolean addSchedules() throws IOException {
    try {
      management.updateStream(configuration(true));
      return true;
    } catch (JetStreamApiException e) {
      LOG.warn(
          "stream {} goes on without the server's schedules: {}",
          settings.stream(),
          e.getErrorDescription());
      return false;
    }
  }

  private boolean serverHasSchedules() {
    return connection.getServerInfo().isSameOrNewerThanVersion(SCHEDULES_SINCE);
  }

  /**
   * How the stream stands.
   *
   * @param schedules whether the server waits
   * @param room whether it holds less than it may
   */
  record State(boolean schedules, boolean room) {}
}
