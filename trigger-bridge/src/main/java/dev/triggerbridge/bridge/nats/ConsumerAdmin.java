package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.ZoneOffset;
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
  public ConsumerAdmin(Connection connection) throws IOException, JetStreamApiException {
    this.management = connection.jetStreamManagement();
    this.states = new MappingStateStore(connection);
  }

  /**
   * Makes sure that the consumer exists as configured: explicit acks, no limit of deliveries, no
   * JetStream backoff. Differences that the server can change are changed.
   *
   * @return the stream's epoch
   * @throws MappingStoppedException if the stream was made anew, or an existing consumer cannot be
   *     changed to what is configured
   */
  public String ensure(ConsumerSpec spec)
      throws IOException, JetStreamApiException, MappingStoppedException {
    String epoch = epoch(spec);
    Optional<MappingStateStore.State> known = states.find(spec.mapping());
    if (known.isPresent() && !known.get().epoch().equals(epoch)) {
      throw new MappingStoppedException(
          ("stream %s was deleted and made anew since mapping %s last ran (epoch %s, now %s): its"
                  + " sequences start again. If that was meant, delete key %s of the bucket"
                  + " trigger-bridge-state and start again")
              .formatted(
                  spec.stream(), spec.mapping(), known.get().epoch(), epoch, spec.mapping()));
    }
    try {
      update(spec, management.getConsumerInfo(spec.stream(), spec.consumer()));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != CONSUMER_NOT_FOUND) {
        throw e;
      }
      create(spec, known);
    }
    if (known.isEmpty()) {
      states.save(spec.mapping(), new MappingStateStore.State(epoch, 0));
    }
    return epoch;
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

  private void create(ConsumerSpec spec, Optional<MappingStateStore.State> known)
      throws IOException, JetStreamApiException {
    ConsumerConfiguration.Builder wanted = mutable(spec, ConsumerConfiguration.builder());
    if (known.isPresent() && known.get().ackFloor() > 0) {
      LOG.warn(
          "consumer {} of stream {} was gone; making it again from sequence {}",
          spec.consumer(),
          spec.stream(),
          known.get().ackFloor() + 1);
      wanted.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(known.get().ackFloor() + 1);
    } else {
      start(spec.start(), wanted);
    }
    management.createConsumer(spec.stream(), wanted.build());
  }

  private void update(ConsumerSpec spec, ConsumerInfo existing)
      throws IOException, JetStreamApiException, MappingStoppedException {
    ConsumerConfiguration actual = existing.getConsumerConfiguration();
    if (actual.getAckPolicy() != AckPolicy.Explicit) {
      throw new MappingStoppedException(
          "consumer %s of stream %s has ack policy %s, which cannot be changed: name another consumer"
              .formatted(spec.consumer(), spec.stream(), actual.getAckPolicy()));
    }
    ConsumerConfiguration wanted =
        mutable(spec, ConsumerConfiguration.builder(actual)).backoff(new long[0]).build();
    for (String drift : ConsumerDrift.between(actual, wanted)) {
      LOG.warn("consumer {} of stream {}: {}", spec.consumer(), spec.stream(), drift);
    }
    management.addOrUpdateConsumer(spec.stream(), wanted);
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

  private static void start(ConsumerSpec.Start start, ConsumerConfiguration.Builder wanted) {
    switch (start) {
      case ConsumerSpec.Start.All all -> wanted.deliverPolicy(DeliverPolicy.All);
      case ConsumerSpec.Start.New fresh -> wanted.deliverPolicy(DeliverPolicy.New);
      case ConsumerSpec.Start.AtTime at ->
          wanted
              .deliverPolicy(DeliverPolicy.ByStartTime)
              .startTime(at.time().atZone(ZoneOffset.UTC));
      case ConsumerSpec.Start.AtSequence at ->
          wanted.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(at.sequence());
    }
  }
}
