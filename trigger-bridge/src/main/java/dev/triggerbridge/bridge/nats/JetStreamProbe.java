package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.ConsumerProbe;
import dev.triggerbridge.bridge.dispatch.CrashPoint;
import dev.triggerbridge.bridge.dispatch.CrashPoints;
import dev.triggerbridge.bridge.dispatch.StoreUnavailableException;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.SequenceInfo;
import java.io.IOException;
import java.util.List;

/**
 * Probes a consumer, keeps its ack floor, and makes it again from there if somebody deleted it.
 * Called from one thread.
 */
public final class JetStreamProbe implements ConsumerProbe {
  /** Every fifth probe, five seconds apart: the floor may be old, never too high. */
  private static final int PROBES_PER_SAVE = 5;

  private final ConsumerAdmin admin;
  private final ConsumerSpec spec;
  private final String epoch;
  private final VanishedCount vanished = new VanishedCount();
  private long savedFloor = -1;
  private int probes;

  /** For a consumer that {@link ConsumerAdmin#ensure} has made; the epoch is its answer. */
  public JetStreamProbe(ConsumerAdmin admin, ConsumerSpec spec, String epoch) {
    this.admin = admin;
    this.spec = spec;
    this.epoch = epoch;
  }

  @Override
  public State probe() throws StoreUnavailableException {
    try {
      return read();
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == ConsumerAdmin.CONSUMER_NOT_FOUND) {
        return recreate();
      }
      throw new StoreUnavailableException(
          "stream " + spec.stream() + ": " + e.getErrorDescription(), e);
    } catch (IOException | IllegalStateException e) {
      throw new StoreUnavailableException("NATS does not answer: " + e.getMessage(), e);
    }
  }

  private State read() throws IOException, JetStreamApiException {
    ConsumerInfo info = admin.info(spec);
    if (probes++ % PROBES_PER_SAVE == 0) {
      if (!admin.epoch(spec).equals(epoch)) {
        return stopped(
            "stream " + spec.stream() + " was deleted and made anew; restart the bridge");
      }
      SequenceInfo floor = info.getAckFloor();
      long sequence = floor == null ? 0 : floor.getStreamSequence();
      if (sequence > savedFloor) {
        CrashPoints.reached(CrashPoint.BEFORE_FLOOR_WRITE);
        admin.saveFloor(spec, epoch, sequence);
        CrashPoints.reached(CrashPoint.AFTER_FLOOR_WRITE);
        savedFloor = sequence;
      }
    }
    return new State(
        info.getNumPending(),
        info.getNumAckPending(),
        info.getNumWaiting(),
        "",
        vanished.observe(look(info)));
  }

  private static VanishedCount.Look look(ConsumerInfo info) {
    List<String> filters = info.getConsumerConfiguration().getFilterSubjects();
    SequenceInfo delivered = info.getDelivered();
    return new VanishedCount.Look(
        info.getNumPending(),
        delivered == null ? 0 : delivered.getConsumerSequence(),
        filters == null ? List.of() : filters);
  }

  private State recreate() throws StoreUnavailableException {
    try {
      admin.ensure(spec);
      return read();
    } catch (MappingStoppedException e) {
      return stopped(String.valueOf(e.getMessage()));
    } catch (IOException | JetStreamApiException e) {
      throw new StoreUnavailableException(
          "consumer " + spec.consumer() + " is gone and cannot be made again yet", e);
    }
  }

  private static State stopped(String why) {
    return new State(-1, -1, 0, why);
  }
}
