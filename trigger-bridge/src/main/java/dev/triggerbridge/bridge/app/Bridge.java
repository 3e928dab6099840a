package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.console.BridgeStatus;
import dev.triggerbridge.bridge.console.Console;
import dev.triggerbridge.bridge.lambda.LambdaFunctions;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
  private final boolean createStreams;
  private final Common common;
  private final List<MappingProcess> mappings;
  private final Instant began;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private volatile @Nullable NatsSession nats;
  private volatile @Nullable LambdaFunctions lambda;
  private volatile @Nullable Console console;

  Bridge(BridgeConfig config, Contents contents, boolean createStreams) {
    this.config = config;
    this.createStreams = createStreams;
    this.common = Common.real(config.lambda().maximumConcurrency());
    this.began = common.clock().instant();
    this.mappings =
        config.mappings().stream()
            .filter(MappingConfig::enabled)
            .map(mapping -> new MappingProcess(mapping, config.streams(), contents, common))
            .toList();
  }

  /**
   * Serves health at once, and connects and begins to work behind it.
   *
   * @throws IllegalStateException if the HTTP port cannot be bound
   */
  void start() {
    common.telemetry().show(this::standings);
    var page = common.telemetry().page();
    console =
        Console.start(
            config.http().host(), config.http().port(), this::status, new MetricsAdapter(page));
    LOG.atInfo()
        .addKeyValue("version", Version.own())
        .addKeyValue("java", Runtime.version().toString())
        .addKeyValue("mappings", mappings.size())
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
    int left = drain();
    LOG.atInfo().addKeyValue("recordsNotHandedBack", left).log("trigger-bridge has stopped");
    common.timer().shutdownNow();
    closeQuietly(nats, "the connection to NATS");
    closeQuietly(lambda, "the Lambda client");
    closeQuietly(console, "the HTTP port");
    return left;
  }

  BridgeStatus status() {
    NatsSession session = nats;
    boolean connected = session != null && session.isConnected();
    return new BridgeStatus(
        Version.own(),
        Duration.between(began, common.clock().instant()),
        stopping.getCount() == 0,
        mappings.stream().map(mapping -> mapping.status(connected)).toList());
  }

  private Collection<Telemetry.Standing> standings() {
    return mappings.stream().map(MappingProcess::standing).flatMap(Optional::stream).toList();
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
      LambdaFunctions opened = functions.get();
      lambda = opened;
      mappings.forEach(mapping -> mapping.start(session.get(), opened));
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
    if (!createStreams) {
      return true;
    }
    do {
      try {
        session
            .createOrVerify(config.streams().stream().map(Translation::stream).toList())
            .forEach(LOG::warn);
        return true;
      } catch (IOException | RuntimeException e) {
        waits(Failures.reason(e));
      }
    } while (!stopping.await(RECONNECT_SECONDS, TimeUnit.SECONDS));
    return false;
  }

  private void waits(String what) {
    LOG.warn("{}", what);
    mappings.forEach(mapping -> mapping.waitsFor(what));
  }

  private int drain() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> drains =
          mappings.stream()
              .map(mapping -> threads.submit(() -> mapping.stop(config.shutdownGrace())))
              .toList();
      int left = 0;
      for (Future<Integer> each : drains) {
        left += each.get();
      }
      return left;
    } catch (ExecutionException e) {
      LOG.error("draining failed", e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
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
