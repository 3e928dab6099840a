package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.Acks;
import dev.triggerbridge.bridge.dispatch.AttemptStore;
import dev.triggerbridge.bridge.dispatch.ConsumerProbe;
import dev.triggerbridge.bridge.dispatch.DeliverySource;
import dev.triggerbridge.bridge.dispatch.StoreUnavailableException;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.SequenceInfo;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * A durable consumer of its own for one replay, beside the mapping's. What it has settled is kept
 * by the server, and where it ends in its metadata, so that a replay goes on after an interruption.
 * Methods block; thread-safe.
 */
public final class ReplayConsumer implements ConsumerProbe {
  private static final String END = "trigger-bridge-replay-end";
  private static final String PURPOSE = "trigger-bridge-replay-of";

  private final Connection connection;
  private final JetStreamManagement management;
  private final ReplaySpec spec;
  private final String epoch;
  private final long end;
  private final boolean resumed;

  /**
   * Creates the consumer, or finds the one that an interrupted replay has left.
   *
   * @throws IllegalArgumentException if a consumer of this name is for something else
   */
  ReplayConsumer(Connection connection, ReplaySpec spec) throws IOException, JetStreamApiException {
    this.connection = connection;
    this.management = connection.jetStreamManagement();
    this.spec = spec;
    StreamInfo stream = management.getStreamInfo(spec.stream());
    this.epoch = Epochs.of(stream);
    Optional<ConsumerInfo> existing = find();
    this.resumed = existing.isPresent();
    if (existing.isPresent()) {
      this.end = endOf(existing.get());
    } else {
      this.end = lastSequence(stream);
      create();
    }
  }

  /** Of the stream. */
  public String epoch() {
    return epoch;
  }

  /** The last sequence that belongs to the replay. */
  public long end() {
    return end;
  }

  /** Whether it goes on with an interrupted replay. */
  public boolean isResumed() {
    return resumed;
  }

  /** Where deliveries come from. */
  public DeliverySource source() {
    return new JetStreamSource(connection, consumer(), epoch);
  }

  /** Settles them. */
  public Acks acks() {
    return new JetStreamAcks(connection);
  }

  /** Remembers failures, apart from those of the mapping. */
  public AttemptStore attempts() throws IOException {
    try {
      return new KvAttemptStore(connection, spec.consumer());
    } catch (JetStreamApiException e) {
      throw new IOException("attempts cannot be stored: " + e.getErrorDescription(), e);
    }
  }

  /** Every sequence up to this one is settled. */
  public Position position() throws IOException {
    try {
      ConsumerInfo info = management.getConsumerInfo(spec.stream(), spec.consumer());
      SequenceInfo floor = info.getAckFloor();
      return new Position(
          floor == null ? 0 : floor.getStreamSequence(),
          info.getNumPending(),
          info.getNumAckPending());
    } catch (JetStreamApiException e) {
      throw new IOException(
          "consumer %s of stream %s: %s"
              .formatted(spec.consumer(), spec.stream(), e.getErrorDescription()),
          e);
    }
  }

  /** The replay is over. */
  public void remove() throws IOException {
    try {
      boolean unused = management.deleteConsumer(spec.stream(), spec.consumer());
    } catch (JetStreamApiException e) {
      throw new IOException(
          "consumer %s cannot be removed: %s".formatted(spec.consumer(), e.getErrorDescription()),
          e);
    }
  }

  /** A replay may pull slowly on purpose, so missing pulls are no trouble. */
  @Override
  public State probe() throws StoreUnavailableException {
    try {
      Position now = position();
      return new State(now.pending(), now.ackPending(), 1, "");
    } catch (IOException | IllegalStateException e) {
      throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<ConsumerInfo> find() throws IOException, JetStreamApiException {
    try {
      return Optional.of(management.getConsumerInfo(spec.stream(), spec.consumer()));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == ConsumerAdmin.CONSUMER_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private long endOf(ConsumerInfo existing) {
    Map<String, String> metadata = existing.getConsumerConfiguration().getMetadata();
    String known = metadata == null ? null : metadata.get(END);
    if (known == null || !spec.purpose().equals(metadata.get(PURPOSE))) {
      throw new IllegalArgumentException(
          "consumer %s of stream %s was not made for this replay: give another --name, or delete it"
              .formatted(spec.consumer(), spec.stream()));
    }
    return Long.parseLong(known);
  }

  /** A replay is of what is there when it begins; what comes later is live traffic. */
  private long lastSequence(StreamInfo stream) throws IOException, JetStreamApiException {
    long last = stream.getStreamState().getLastSequence();
    if (spec.toTime().isPresent()) {
      last = Math.min(last, lastBefore(spec.toTime().get()));
    }
    return Math.min(last, spec.toSequence().orElse(last));
  }

  /** The server finds the first message of a time for a consumer, and stands one before it. */
  private long lastBefore(Instant time) throws IOException, JetStreamApiException {
    ConsumerInfo probe =
        management.createConsumer(
            spec.stream(),
            ConsumerConfiguration.builder()
                .ackPolicy(AckPolicy.None)
                .deliverPolicy(DeliverPolicy.ByStartTime)
                .startTime(time.atZone(ZoneOffset.UTC))
                .memStorage(true)
                .build());
    boolean unused = management.deleteConsumer(spec.stream(), probe.getName());
    return probe.getDelivered().getStreamSequence();
  }

  private void create() throws IOException, JetStreamApiException {
    ConsumerConfiguration.Builder wanted =
        ConsumerConfiguration.builder()
            .durable(spec.consumer())
            .ackPolicy(AckPolicy.Explicit)
            .ackWait(spec.ackWait())
            .maxDeliver(-1)
            .maxAckPending(spec.maxAckPending())
            .filterSubjects(spec.filterSubjects())
            .metadata(Map.of(END, Long.toString(end), PURPOSE, spec.purpose()));
    StartingPositions.set(spec.from(), wanted);
    var unused = management.createConsumer(spec.stream(), wanted.build());
  }

  private ConsumerSpec consumer() {
    return new ConsumerSpec(
        spec.consumer(),
        spec.stream(),
        spec.consumer(),
        spec.filterSubjects(),
        spec.ackWait(),
        spec.maxAckPending(),
        spec.from());
  }

  /**
   * Where a replay stands.
   *
   * @param floor every sequence up to this one is settled
   * @param pending not delivered yet, beyond the replay's end included
   * @param ackPending delivered and not settled
   */
  public record Position(long floor, long pending, long ackPending) {}
}
