package dev.triggerbridge.bridge.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Watches that a mapping makes progress: probes the consumer, asks again for pulls that lapsed, and
 * subscribes anew after silence. What it finds shows in the readiness.
 */
final class ProgressMonitor implements Runnable {
  /** Two missed heartbeats of five seconds. */
  static final long SILENCE_MILLIS = 10_500;

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final DeliverySource source;
  private final ConsumerProbe probe;
  private final PullLoop pulls;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;
  private final Clock clock;
  private final InFlight inFlight;
  private final Duration patience;
  private Instant idleAt;
  private volatile Instant lastProgress;
  private volatile String trouble = "the consumer was not probed yet";
  private volatile long pending = -1;
  private volatile long ackPending = -1;
  private int probesWithoutPull;

  /**
   * For one mapping.
   *
   * @param patience for how long records may be in flight without one being settled
   */
  ProgressMonitor(
      DeliverySource source,
      ConsumerProbe probe,
      PullLoop pulls,
      Lifecycle lifecycle,
      DispatchObserver observer,
      Clock clock,
      InFlight inFlight,
      Duration patience) {
    this.source = source;
    this.probe = probe;
    this.pulls = pulls;
    this.lifecycle = lifecycle;
    this.observer = observer;
    this.clock = clock;
    this.inFlight = inFlight;
    this.patience = patience;
    this.idleAt = clock.instant();
    this.lastProgress = clock.instant();
  }

  @Override
  public void run() {
    do {
      check();
    } while (lifecycle.pause(PERIOD));
  }

  void progressed() {
    lastProgress = clock.instant();
  }

  String trouble() {
    return trouble;
  }

  long pending() {
    return pending;
  }

  long ackPending() {
    return ackPending;
  }

  Instant lastProgress() {
    return lastProgress;
  }

  void check() {
    try {
      ConsumerProbe.State state = probe.probe();
      pending = state.pending();
      ackPending = state.ackPending();
      if (!state.trouble().isEmpty()) {
        found(state.trouble());
        return;
      }
      if (source.outstanding() > 0 && source.silentMillis() > SILENCE_MILLIS) {
        found("no heartbeat for " + source.silentMillis() + " ms: subscribing anew");
        pulls.restart();
        return;
      }
      // Under load pulls are filled before anybody sees them wait: only silence tells.
      if (state.pending() > 0
          && state.waitingPulls() == 0
          && pulls.hasRoom()
          && source.silentMillis() >= PERIOD.toMillis()) {
        if (++probesWithoutPull >= 2) {
          found("a backlog of " + state.pending() + " and no waiting pull: subscribing anew");
          pulls.restart();
          probesWithoutPull = 0;
          return;
        }
      } else {
        probesWithoutPull = 0;
      }
      pulls.askForMore();
      if (isStuck()) {
        found(
            "records are in flight and none was settled for "
                + patience.toSeconds()
                + " s: see the alarms for what they wait for");
        return;
      }
      trouble = "";
    } catch (StoreUnavailableException e) {
      found(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Without the monitor nothing would be asked for again, and the readiness would be old.
      found("the consumer cannot be probed: " + e);
    }
  }

  private boolean isStuck() {
    Instant now = clock.instant();
    if (inFlight.size() == 0) {
      idleAt = now;
    }
    Instant since = lastProgress.isAfter(idleAt) ? lastProgress : idleAt;
    return since.plus(patience).isBefore(now);
  }

  private void found(String message) {
    if (!message.equals(trouble)) {
      observer.alarm("NO_PROGRESS", message);
    }
    trouble = message;
  }
}
