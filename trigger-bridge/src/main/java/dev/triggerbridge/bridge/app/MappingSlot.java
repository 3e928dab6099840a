package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.console.MappingStatus;
import dev.triggerbridge.bridge.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the configuration: at work, or not because it is paused or not enabled. Each time
 * it begins it does so as a new {@link MappingProcess}. Thread-safe.
 */
final class MappingSlot {
  /** Lambda's longest timeout: what is in flight always gets to its end. */
  static final Duration DRAIN = Duration.ofMinutes(15);

  private final MappingConfig config;
  private final Supplier<MappingProcess> processes;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile @Nullable MappingProcess process;
  private volatile @Nullable Connected connected;
  private volatile boolean paused;
  private volatile boolean ended;
  private volatile String reason = "waits for the connection to NATS";

  /** Begins nothing. */
  MappingSlot(MappingConfig config, Supplier<MappingProcess> processes) {
    this.config = config;
    this.processes = processes;
  }

  MappingConfig config() {
    return config;
  }

  /** Says why it has not begun, as long as it has not. */
  void waitsFor(String what) {
    reason = what;
  }

  /**
   * Goes on in its own thread; returns at once.
   *
   * @param first what has to end before, such as an earlier configuration of the same mapping
   */
  void begin(Connected to, boolean nowPaused, Runnable first) {
    paused = nowPaused;
    Thread.ofVirtual()
        .name("begin-" + config.name())
        .start(
            () -> {
              changing.lock();
              try {
                first.run();
                connected = to;
                settle();
              } finally {
                changing.unlock();
              }
            });
  }

  /** Drains, or begins anew; returns at once. */
  void paused(boolean now) {
    if (paused != now) {
      paused = now;
      Thread.ofVirtual()
          .name("pause-" + config.name())
          .start(
              () -> {
                changing.lock();
                try {
                  settle();
                } finally {
                  changing.unlock();
                }
              });
    }
  }

  /**
   * Ends for good; blocks for up to the grace.
   *
   * @return how many records could be neither settled nor handed back
   */
  int stop(Duration grace) {
    ended = true;
    MappingProcess running = process;
    if (running != null) {
      running.announceStop();
    }
    try {
      if (changing.tryLock(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          MappingProcess left = process;
          process = null;
          return left == null ? 0 : left.stop(grace);
        } finally {
          changing.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    MappingProcess draining = process;
    return draining == null ? 0 : draining.inFlight();
  }

  /** How it does; does not block. */
  MappingStatus status(boolean connected) {
    MappingProcess running = process;
    boolean idle = paused || !config.enabled();
    if (running != null) {
      MappingStatus now = running.status(connected);
      return idle && !ended ? resting(now, "PAUSING") : now;
    }
    if (idle) {
      return MappingProcess.status(
          config, true, config.enabled() ? "PAUSED" : "DISABLED", "", Map.of());
    }
    return MappingProcess.status(config, false, "STARTING", reason, Map.of());
  }

  /** For the metrics; empty as long as it does not work. */
  Optional<Telemetry.Standing> standing() {
    MappingProcess running = process;
    return running == null ? Optional.empty() : running.standing();
  }

  private MappingStatus resting(MappingStatus now, String state) {
    return MappingProcess.status(config, true, state, "finishes what is in flight", now.figures());
  }

  private void settle() {
    Connected to = connected;
    boolean wanted = config.enabled() && !paused && !ended;
    MappingProcess running = process;
    if (wanted && running == null && to != null) {
      MappingProcess fresh = processes.get();
      process = fresh;
      fresh.start(to.nats(), to.lambda());
    } else if (!wanted && running != null) {
      int unused = running.stop(DRAIN);
      process = null;
    }
  }
}
