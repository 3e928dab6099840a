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
  private static final Duration SOON = Duration.ofMillis(200);

  private final DeliverySource source;
  private final ConsumerProbe probe;
  private final PullLoop pulls;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;
  private final Clock clock;
  private final InFlight inFlight;
  private final int maxAckPending;
  private final Duration patience;
  private final ProbeWatch watch;
  private Instant idleAt;
  private volatile Instant lastProgress;
  private volatile String trouble = "the consumer was not probed yet";
  private volatile long pending = -1;
  private volatile long ackPending = -1;
  private volatile long unaccounted;
  private int probesWithoutPull;
  private int probesWithFullReserve;

  /**
   * For one mapping.
   *
   * @param maxAckPending at which the server delivers nothing new
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
      int maxAckPending,
      Duration patience,
      ProbeWatch watch) {
    this.source = source;
    this.probe = probe;
    this.pulls = pulls;
    this.lifecycle = lifecycle;
    this.observer = observer;
    this.clock = clock;
    this.inFlight = inFlight;
    this.maxAckPending = maxAckPending;
    this.patience = patience;
    this.watch = watch;
    this.idleAt = clock.instant();
    this.lastProgress = clock.instant();
  }

  @Override
  public void run() {
    do {
      check();
    } while (lifecycle.pause(watch.isWaiting() ? SOON : PERIOD));
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

  long unaccounted() {
    return unaccounted;
  }

  long ackPending() {
    return ackPending;
  }

  Instant lastProgress() {
    return lastProgress;
  }

  void check() {
    try {
      watch.beforeProbe();
      ConsumerProbe.State state = probe.probe();
      pending = state.pending();
      ackPending = state.ackPending();
      account(state.unaccounted());
      if (!state.trouble().isEmpty()) {
        found(state.trouble());
        return;
      }
      watch.afterProbe(state);
      if (source.outstanding() > 0 && source.silentMillis() > SILENCE_MILLIS) {
        found("no heartbeat for " + source.silentMillis() + " ms: subscribing anew");
        observer.resubscribed("silence");
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
          observer.resubscribed("no_waiting_pull");
          pulls.restart();
          probesWithoutPull = 0;
          return;
        }
      } else {
        probesWithoutPull = 0;
      }
      pulls.askForMore();
      if (isReserveFull(state)) {
        found(
            "RETRY_RESERVE_FULL",
            "%d records wait for a retry, which is all that may: %d new ones wait behind them"
                .formatted(state.ackPending() - inFlight.size(), state.pending()));
        return;
      }
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

  /** Other replicas may have most of it in flight: then this one does not stand idle for long. */
  private boolean isReserveFull(ConsumerProbe.State state) {
    boolean full = state.pending() > 0 && state.ackPending() >= maxAckPending && pulls.hasRoom();
    probesWithFullReserve = full ? probesWithFullReserve + 1 : 0;
    return probesWithFullReserve >= 2;
  }

  private boolean isStuck() {
    Instant now = clock.instant();
    if (inFlight.size() == 0) {
      idleAt = now;
    }
    Instant since = lastProgress.isAfter(idleAt) ? lastProgress : idleAt;
    return since.plus(patience).isBefore(now);
  }

  /** Nothing here can bring them back, but someone must know. */
  private void account(long now) {
    if (now > unaccounted) {
      observer.alarm(
          "UNACCOUNTED",
          (now - unaccounted)
              + " messages left the stream before they were delivered: by its limits, a purge or a"
              + " delete");
    }
    unaccounted = now;
  }

  private void found(String message) {
    found("NO_PROGRESS", message);
  }

  /** Figures in the message may change from probe to probe: one alarm is enough. */
  private void found(String code, String message) {
    if (!message.replaceAll("\\d+", "").equals(trouble.replaceAll("\\d+", ""))) {
      observer.alarm(code, message);
    }
    trouble = message;
  }
}
