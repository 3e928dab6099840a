package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.console.BridgeStatus;
import dev.triggerbridge.bridge.console.Console;
import dev.triggerbridge.bridge.lambda.LambdaFunctions;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.nats.StreamSpec;
import dev.triggerbridge.bridge.telemetry.LogLevels;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One bridge process: everything is made here, begins here and ends here. Thread-safe. */
final class Bridge {
  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
  private static final long RECONNECT_SECONDS = 2;

  private final BridgeConfig config;
  private final String instance = UUID.randomUUID().toString().substring(0, 8);
  private final boolean createStreams;
  private final Common common;
  private final LogLevels levels;
  private final Mappings mappings;
  private final Instant began;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private volatile @Nullable NatsSession nats;
  private volatile @Nullable LambdaFunctions lambda;
  private volatile @Nullable Console console;
  private volatile @Nullable Control control;

  Bridge(BridgeConfig config, Contents contents, boolean createStreams) {
    this.config = config;
    this.createStreams = createStreams;
    this.common = Common.real(config.lambda(), Tracing.open(config.tracing(), instance));
    this.levels = new LogLevels(common.timer());
    this.began = common.clock().instant();
    this.mappings = new Mappings(config, contents, common);
  }

  /**
   * Serves health at once, and connects and begins to work behind it.
   *
   * @throws IllegalStateException if the HTTP port cannot be bound
   */
  void start() {
    levels.apply(config.logging().levels());
    common.telemetry().show(mappings::standings);
    var page = common.telemetry().page();
    console =
        Console.start(
            config.http().host(), config.http().port(), this::status, new MetricsAdapter(page));
    LOG.atInfo()
        .addKeyValue("version", Version.own())
        .addKeyValue("java", Runtime.version().toString())
        .addKeyValue("instance", instance)
        .addKeyValue("mappings", config.mappings().size())
        .addKeyValue("httpPort", consolePort())
        .addKeyValue("natsServers", String.join(",", config.nats().servers()))
        .log("trigger-bridge starts");
    Thread.ofVirtual().name("startup").start(this::connect);
  }

  /** Blocks until the process cannot go on. */
  void awaitFailure() throws IOException, InterruptedException {
    try {
      failure.get();
    } catch (ExecutionException e) {
      throw new IOException(Failures.reason(e.getCause() == null ? e : e.getCause()), e);
    }
  }

  /**
   * Stops pulling, finishes what is in flight within the grace period, hands the rest back, closes.
   *
   * @return how many records could be neither settled nor handed back
   */
  int stop() {
    stopping.countDown();
    LOG.info("trigger-bridge stops; grace period {}", config.shutdownGrace());
    int left = mappings.stop(config.shutdownGrace());
    LOG.atInfo().addKeyValue("recordsNotHandedBack", left).log("trigger-bridge has stopped");
    common.timer().shutdownNow();
    closeQuietly(control, "the control service");
    closeQuietly(nats, "the connection to NATS");
    closeQuietly(lambda, "the Lambda client");
    closeQuietly(common.traces().orElse(null), "the exporter of traces");
    closeQuietly(common.aws(), "the clients of AWS");
    closeQuietly(console, "the HTTP port");
    return left;
  }

  BridgeStatus status() {
    NatsSession session = nats;
    boolean connected = session != null && session.isConnected();
    return new BridgeStatus(
        instance,
        Version.own(),
        Duration.between(began, common.clock().instant()),
        stopping.getCount() == 0,
        mappings.statuses(connected));
  }

  /**
   * Puts another configuration in force without a restart.
   *
   * @return the names of the mappings that were touched
   * @throws UsageException if something changed that only a restart can change; nothing was touched
   */
  List<String> change(BridgeConfig to, Contents contents) {
    if (stopping.getCount() == 0) {
      return List.of();
    }
    Restarts.check(mappings.config(), to);
    if (!mappings.config().logging().equals(to.logging())) {
      levels.apply(to.logging().levels());
    }
    createStreams(to);
    return mappings.change(to, contents);
  }

  /** The configuration that is in force. */
  BridgeConfig inForce() {
    return mappings.config();
  }

  int consolePort() {
    Console open = console;
    return open == null ? 0 : open.port();
  }

  /** The SDK's client is built beside the connection: each takes some hundred milliseconds. */
  private void connect() {
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<LambdaFunctions> functions =
          beside.submit(() -> LambdaFunctions.open(Translation.lambda(config.lambda())));
      Optional<NatsSession> session = connected();
      if (session.isEmpty() || !streamsExist(session.get())) {
        return;
      }
      session.get().deliverDelayed(Translation.delayed(config.delayed()), common.clock());
      LambdaFunctions opened = functions.get();
      lambda = opened;
      Optional<Set<String>> paused = pausedMappings(session.get());
      if (paused.isEmpty()) {
        return;
      }
      mappings.begin(new Connected(session.get(), opened), paused.get());
      control =
          Control.start(session.get(), instance, this::status, mappings, levels, common.timer());
      LOG.atInfo()
          .addKeyValue("natsServer", session.get().serverVersion())
          .addKeyValue("millis", Duration.between(began, common.clock().instant()).toMillis())
          .log("connected; mappings begin");
    } catch (ExecutionException e) {
      failure.completeExceptionally(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.completeExceptionally(e);
    }
  }

  private Optional<NatsSession> connected() throws InterruptedException {
    do {
      try {
        NatsSession session = NatsSession.connect(Translation.nats(config.nats()));
        nats = session;
        return Optional.of(session);
      } catch (IOException e) {
        waits(
            "nats.servers %s: cannot connect: %s. Start the server, or correct address and credentials"
                .formatted(config.nats().servers(), Failures.reason(e)));
      }
    } while (!stopping.await(RECONNECT_SECONDS, TimeUnit.SECONDS));
    return Optional.empty();
  }

  private boolean streamsExist(NatsSession session) throws InterruptedException {
    return attempted(
            () -> {
              if (createStreams) {
                session.createOrVerify(specs(config)).forEach(LOG::warn);
              }
              return true;
            })
        .isPresent();
  }

  /** Whoever paused a mapping does not expect that a restart resumes it. */
  private Optional<Set<String>> pausedMappings(NatsSession session) throws InterruptedException {
    return attempted(() -> session.pauses().paused());
  }

  /** Counts a change of the file. */
  void reloaded(boolean accepted) {
    common.telemetry().reloaded(accepted);
  }

  private void createStreams(BridgeConfig to) {
    NatsSession session = nats;
    if (createStreams && session != null) {
      try {
        session.createOrVerify(specs(to)).forEach(LOG::warn);
      } catch (IOException e) {
        LOG.warn("{}", Failures.reason(e));
      }
    }
  }

  private static List<StreamSpec> specs(BridgeConfig of) {
    return of.streams().stream().map(Translation::stream).toList();
  }

  /** Until it works; empty if the bridge stops before. */
  private <T> Optional<T> attempted(Attempt<T> attempt) throws InterruptedException {
    do {
      try {
        return Optional.of(attempt.make());
      } catch (IOException | RuntimeException e) {
        waits(Failures.reason(e));
      }
    } while (!stopping.await(RECONNECT_SECONDS, TimeUnit.SECONDS));
    return Optional.empty();
  }

  private void waits(String what) {
    LOG.warn("{}", what);
    mappings.waitFor(what);
  }

  private interface Attempt<T> {
    T make() throws IOException;
  }

  private static void closeQuietly(@Nullable AutoCloseable part, String what) {
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("closing {} failed", what, e);
    }
  }
}
