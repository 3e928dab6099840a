package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.SequenceInfo;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates or verifies a mapping's durable consumer, and makes a deleted one again. Blocks. */
public final class ConsumerAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerAdmin.class);
  static final int CONSUMER_NOT_FOUND = 10014;

  private final JetStreamManagement management;
  private final MappingStateStore states;

  /** Uses the connection; does not close it. */
  public ConsumerAdmin(Connection connection) throws IOException {
    this.management = connection.jetStreamManagement();
    this.states = new MappingStateStore(connection);
  }

  /**
   * Makes sure that the consumer exists as configured: explicit acks, no limit of deliveries, no
   * JetStream backoff. Differences that the server can change are changed, and logged.
   *
   * @return the stream's epoch
   * @throws MappingStoppedException if the stream was made anew, or an existing consumer cannot be
   *     changed to what is configured
   */
  public String ensure(ConsumerSpec spec)
      throws IOException, JetStreamApiException, MappingStoppedException {
    Standing standing = standing(spec);
    for (Difference difference : differences(standing)) {
      if (difference.action() == Difference.Action.REFUSE) {
        throw new MappingStoppedException(difference.sentence());
      }
      LOG.warn("{}", difference.sentence());
    }
    if (standing.info().isPresent()) {
      ConsumerConfiguration actual = standing.info().get().getConsumerConfiguration();
      management.addOrUpdateConsumer(spec.stream(), corrected(spec, actual));
    } else {
      management.createConsumer(spec.stream(), fresh(spec, standing.known()));
    }
    if (standing.known().isEmpty()) {
      states.save(spec.mapping(), new MappingStateStore.State(standing.epoch(), 0));
    }
    return standing.epoch();
  }

  /**
   * What {@link #ensure} would change, create or refuse; changes nothing.
   *
   * @return empty if the consumer is as configured
   */
  public List<Difference> differences(ConsumerSpec spec) throws IOException, JetStreamApiException {
    return differences(standing(spec));
  }

  String epoch(ConsumerSpec spec) throws IOException, JetStreamApiException {
    StreamInfo stream = management.getStreamInfo(spec.stream());
    return Epochs.of(stream);
  }

  ConsumerInfo info(ConsumerSpec spec) throws IOException, JetStreamApiException {
    return management.getConsumerInfo(spec.stream(), spec.consumer());
  }

  void saveFloor(ConsumerSpec spec, String epoch, long ackFloor)
      throws IOException, JetStreamApiException {
    states.save(spec.mapping(), new MappingStateStore.State(epoch, ackFloor));
  }

  private Standing standing(ConsumerSpec spec) throws IOException, JetStreamApiException {
    String epoch = epoch(spec);
    Optional<MappingStateStore.State> known = states.find(spec.mapping());
    try {
      return new Standing(spec, epoch, known, Optional.of(info(spec)));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != CONSUMER_NOT_FOUND) {
        throw e;
      }
      return new Standing(spec, epoch, known, Optional.empty());
    }
  }

  private static List<Difference> differences(Standing standing) {
    ConsumerSpec spec = standing.spec();
    if (standing.known().isPresent() && !standing.known().get().epoch().equals(standing.epoch())) {
      return List.of(
          new Difference(
              "stream " + spec.stream(),
              Difference.Action.REFUSE,
              "epoch",
              standing.epoch(),
              standing.known().get().epoch(),
              ("The stream was deleted and made anew since mapping %s last ran: its sequences start"
                      + " again. If that was meant, delete key %s of the bucket %s and start again")
                  .formatted(spec.mapping(), spec.mapping(), MappingStateStore.BUCKET)));
    }
    if (standing.info().isEmpty()) {
      return List.of(
          new Difference(
              spec.label(),
              Difference.Action.CREATE,
              "",
              "",
              standing
                  .floor()
                  .map(floor -> "begins after the ack floor, at sequence " + (floor + 1))
                  .orElse("begins with " + StartingPositions.print(spec.start())),
              ""));
    }
    ConsumerInfo info = standing.info().get();
    ConsumerConfiguration actual = info.getConsumerConfiguration();
    SequenceInfo floor = info.getAckFloor();
    return ConsumerDrift.between(
        spec, actual, corrected(spec, actual), floor == null ? 0 : floor.getStreamSequence());
  }

  private static ConsumerConfiguration fresh(
      ConsumerSpec spec, Optional<MappingStateStore.State> known) {
    ConsumerConfiguration.Builder wanted =
        mutable(spec, ConsumerConfiguration.builder())
            .metadata(Map.of(StartingPositions.METADATA, StartingPositions.print(spec.start())));
    if (known.isPresent() && known.get().ackFloor() > 0) {
      StartingPositions.after(known.get().ackFloor(), wanted);
    } else {
      StartingPositions.set(spec.start(), wanted);
    }
    return wanted.build();
  }

  private static ConsumerConfiguration corrected(ConsumerSpec spec, ConsumerConfiguration actual) {
    return mutable(spec, ConsumerConfiguration.builder(actual))
        .backoff(new long[0])
        .inactiveThreshold(0)
        .headersOnly(null)
        .maxBatch(null)
        .maxBytes(null)
        .maxExpires(0)
        .build();
  }

  private static ConsumerConfiguration.Builder mutable(
      ConsumerSpec spec, ConsumerConfiguration.Builder builder) {
    return builder
        .durable(spec.consumer())
        .ackPolicy(AckPolicy.Explicit)
        .ackWait(spec.ackWait())
        .maxDeliver(-1)
        .maxAckPending(spec.maxAckPending())
        .filterSubjects(spec.filterSubjects());
  }

  /** What the server and the bucket say about a mapping's consumer. */
  private record Standing(
      ConsumerSpec spec,
      String epoch,
      Optional<MappingStateStore.State> known,
      Optional<ConsumerInfo> info) {
    Optional<Long> floor() {
      return known.map(MappingStateStore.State::ackFloor).filter(floor -> floor > 0);
    }
  }
}
