package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.console.MappingStatus;
import dev.triggerbridge.bridge.dispatch.MappingRunner;
import dev.triggerbridge.bridge.dispatch.RunnerStatus;
import dev.triggerbridge.bridge.flow.CircuitBreaker;
import dev.triggerbridge.bridge.lambda.LambdaFunctions;
import dev.triggerbridge.bridge.nats.GivenUpByServer;
import dev.triggerbridge.bridge.nats.MappingStoppedException;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mapping from start to end. What it needs may come later than the bridge: a stream or a
 * function that is not there yet is tried again, and shows in the readiness meanwhile. Thread-safe.
 */
final class MappingProcess {
  private static final Logger LOG = LoggerFactory.getLogger(MappingProcess.class);
  private static final long LONGEST_PAUSE_SECONDS = 15;

  private final MappingConfig config;
  private final Common common;
  private final MappingStations stations;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final ReentrantLock changing = new ReentrantLock();
  private volatile @Nullable MappingRunner runner;
  private @Nullable GivenUpByServer givenUp;
  private final CountDownLatch drained = new CountDownLatch(1);
  private final AtomicBoolean allowed = new AtomicBoolean();
  private volatile @Nullable Thread lease;
  private volatile boolean standsBy;
  private volatile boolean stopped;
  private volatile String reason = "starts";

  MappingProcess(MappingConfig config, BridgeConfig bridge, Contents contents, Common common) {
    this.config = config;
    this.common = common;
    this.stations = new MappingStations(config, bridge, contents, common);
  }

  /** Goes on in its own thread; returns at once. */
  void start(NatsSession nats, LambdaFunctions lambda) {
    if (config.orderBy().isEmpty()) {
      begin(nats, lambda);
      return;
    }
    ActiveReplica active =
        new ActiveReplica(
            config.name(),
            nats,
            stopping,
            drained,
            new ActiveReplica.Work() {
              @Override
              public void standsBy() {
                standsBy = true;
                reason = "another replica works on this mapping, which keeps order";
              }

              @Override
              public void begins() {
                standsBy = false;
                allowed.set(true);
                begin(nats, lambda);
              }

              @Override
              public void ends() {
                end();
              }
            });
    lease = Thread.ofVirtual().name("lease-" + config.name()).start(active);
  }

  private void begin(NatsSession nats, LambdaFunctions lambda) {
    Thread.ofVirtual().name("start-" + config.name()).start(() -> openUntilItWorks(nats, lambda));
  }

  /** From now on it says that it drains; {@link #stop} does. */
  void announceStop() {
    stopping.countDown();
  }

  int inFlight() {
    MappingRunner running = runner;
    return running == null ? 0 : running.status().inFlight();
  }

  /** Another replica may be at work already. */
  private void end() {
    allowed.set(false);
    changing.lock();
    try {
      MappingRunner running = runner;
      if (running != null) {
        if (givenUp != null) {
          givenUp.close();
        }
        running.stop(Duration.ZERO);
        runner = null;
      }
    } finally {
      changing.unlock();
    }
  }

  /**
   * Drains; blocks for up to the grace.
   *
   * @return how many records could be neither settled nor handed back; they come again by
   *     themselves after {@code ackWait}
   */
  int stop(Duration grace) {
    stopping.countDown();
    changing.lock();
    try {
      MappingRunner running = runner;
      if (running == null) {
        return 0;
      }
      if (givenUp != null) {
        givenUp.close();
      }
      running.stop(grace);
      return running.status().inFlight();
    } finally {
      changing.unlock();
      releaseLease();
    }
  }

  /** So that the next replica need not wait until it expires. */
  private void releaseLease() {
    drained.countDown();
    Thread holding = lease;
    if (holding != null) {
      try {
        boolean unused = holding.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How it does; does not block. */
  MappingStatus status(boolean connected) {
    MappingRunner running = runner;
    if (running == null && standsBy && connected) {
      return status(true, "STANDBY", reason, Map.of());
    }
    if (running == null) {
      return status(false, stopped ? "STOPPED" : "STARTING", reason, Map.of());
    }
    RunnerStatus now = running.status();
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("pending", now.pending());
    figures.put("ackPending", now.ackPending());
    figures.put("recordsInFlight", (long) now.inFlight());
    figures.put("concurrencyLimit", (long) now.flow().limit());
    figures.put("invocationsInFlight", (long) now.flow().underWay());
    common.telemetry().totals(config.name(), config.stream()).forEach(figures::put);
    figures.put(
        "secondsSinceProgress",
        Duration.between(now.lastProgress(), common.clock().instant()).toSeconds());
    if (stopping.getCount() == 0) {
      return status(false, "DRAINING", "finishes what is in flight", figures);
    }
    if (!connected) {
      return status(false, "DISCONNECTED", "there is no connection to NATS now", figures);
    }
    return now.ready()
        ? status(true, running(now.flow().breaker()), "", figures)
        : status(false, "STALLED", now.reason(), figures);
  }

  private static String running(CircuitBreaker.State breaker) {
    return switch (breaker) {
      case CLOSED -> "RUNNING";
      case HALF_OPEN -> "BREAKER_HALF_OPEN";
      case OPEN -> "BREAKER_OPEN";
    };
  }

  /** For the metrics; empty as long as it has not begun. */
  Optional<Telemetry.Standing> standing() {
    MappingRunner running = runner;
    return running == null
        ? Optional.empty()
        : Optional.of(new Telemetry.Standing(config.stream(), config.consumer(), running.status()));
  }

  private MappingStatus status(boolean ready, String state, String why, Map<String, Long> figures) {
    return status(config, ready, state, why, figures);
  }

  static MappingStatus status(
      MappingConfig config, boolean ready, String state, String why, Map<String, Long> figures) {
    return new MappingStatus(
        config.name(),
        config.stream(),
        config.consumer(),
        config.functionName(),
        ready,
        state,
        why,
        figures);
  }

  private void openUntilItWorks(NatsSession nats, LambdaFunctions lambda) {
    for (int tries = 0; ; tries++) {
      try {
        open(nats, lambda);
        return;
      } catch (MappingStoppedException e) {
        stopped = true;
        reason = Failures.reason(e);
        LOG.error("mapping {} stopped: {}", config.name(), reason);
        return;
      } catch (IOException | RuntimeException e) {
        reason = Failures.reason(e);
        LOG.warn("mapping {} cannot start yet: {}", config.name(), reason);
      }
      if (isStoppingWithin(Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(tries, 10)))) {
        return;
      }
    }
  }

  private void open(NatsSession nats, LambdaFunctions lambda)
      throws IOException, MappingStoppedException {
    MappingStations.Built built = stations.build(nats, lambda);
    changing.lock();
    try {
      if (stopping.getCount() > 0 && runner == null && mayRun()) {
        built.runner().start();
        runner = built.runner();
        givenUp = built.startGivenUp();
        LOG.info(
            "mapping {} runs: {} -> {}, function timeout {}",
            config.name(),
            config.stream(),
            config.functionName(),
            built.timeout());
      } else {
        built.runner().stop(Duration.ZERO);
      }
    } finally {
      changing.unlock();
    }
  }

  private boolean mayRun() {
    return config.orderBy().isEmpty() || allowed.get();
  }

  private boolean isStoppingWithin(long seconds) {
    try {
      return stopping.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
