package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the lanes when every record that the server counts as delivered and not settled is here:
 * what another replica had, or what a broken connection has swallowed, may belong before what is
 * here. Called from the monitor's thread, around each probe.
 *
 * <p>Only records that were here before the probe and are neither settled nor about to be after it
 * are sure to be among those that the server has counted. So it may open late, never early.
 */
final class LaneGate implements ProbeWatch {
  private final LaneBuffer lanes;
  private final InFlight inFlight;
  private final Settler settler;
  private final LaneHalts halts;
  private List<Delivery> before = List.of();
  private int closings;
  private boolean haltsKnown;

  LaneGate(LaneBuffer lanes, InFlight inFlight, Settler settler, LaneHalts halts) {
    this.lanes = lanes;
    this.inFlight = inFlight;
    this.settler = settler;
    this.halts = halts;
  }

  @Override
  public void beforeProbe() {
    closings = lanes.closings();
    before = lanes.isClosed() ? new ArrayList<>(inFlight.all()) : List.of();
  }

  @Override
  public void afterProbe(ConsumerProbe.State state) throws StoreUnavailableException {
    if (!haltsKnown || lanes.hasHalts()) {
      int asOf = lanes.haltings();
      lanes.halt(halts.all(), asOf);
      haltsKnown = true;
    }
    if (!lanes.isClosed() || state.ackPending() < 0) {
      return;
    }
    long sure =
        before.stream()
            .filter(one -> inFlight.has(one) && !settler.isEnding(one.sequence()))
            .count();
    if (state.ackPending() == sure) {
      lanes.open(closings);
    }
  }

  @Override
  public boolean isWaiting() {
    return lanes.isClosed();
  }
}
