package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.dispatch.Concurrency;
import dev.triggerbridge.bridge.dispatch.DeliverySource;
import dev.triggerbridge.bridge.dispatch.EventPublisher;
import dev.triggerbridge.bridge.dispatch.MappingParts;
import dev.triggerbridge.bridge.dispatch.MappingRunner;
import dev.triggerbridge.bridge.dispatch.MappingSettings;
import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.lambda.LambdaFunctions;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.nats.ReplayConsumer;
import dev.triggerbridge.bridge.nats.ReplaySpec;
import dev.triggerbridge.bridge.rerun.Outputs;
import dev.triggerbridge.bridge.rerun.PacedSource;
import dev.triggerbridge.bridge.rerun.ReplayTally;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One replay from beginning to end, on the stations that live traffic runs on. */
final class ReplayRun {
  static final String PROGRESS = "replay ";
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 200;
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);

  private final BridgeConfig config;
  private final Contents contents;
  private final MappingConfig mapping;
  private final ReplayRequest request;
  private final Consumer<String> report;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  ReplayRun(
      BridgeConfig config,
      Contents contents,
      MappingConfig mapping,
      ReplayRequest request,
      Consumer<String> report) {
    this.config = config;
    this.contents = contents;
    this.mapping = mapping;
    this.request = request;
    this.report = report;
  }

  /** Blocks until everything is replayed, or the process is told to end. */
  Summary call() throws IOException, InterruptedException {
    Common common = Common.real(config.lambda());
    Thread onSignal = Thread.ofPlatform().unstarted(this::endInGoodOrder);
    Runtime.getRuntime().addShutdownHook(onSignal);
    try (LambdaFunctions lambda = LambdaFunctions.open(Translation.lambda(config.lambda()));
        NatsSession nats = NatsSession.connect(Translation.nats(config.nats()))) {
      return replay(nats, lambda, common);
    } finally {
      common.timer().shutdownNow();
      common.aws().close();
      finished.countDown();
      removeHook(onSignal);
    }
  }

  private Summary replay(NatsSession nats, LambdaFunctions lambda, Common common)
      throws IOException, InterruptedException {
    Duration timeout = lambda.timeout(request.function());
    MappingSettings settings = settings(timeout);
    ReplayConsumer consumer = nats.replay(spec(settings));
    ClaimCheck claimCheck = ClaimCheck.of(mapping, request.consumer(mapping), common.aws());
    ReplayTally tally = new ReplayTally(report);
    report.accept(
        PROGRESS
            + "%s %s, up to %s/%d"
                .formatted(
                    request.consumer(mapping),
                    consumer.isResumed() ? "goes on" : "begins",
                    mapping.stream(),
                    consumer.end()));
    DeliverySource source = consumer.source();
    MappingRunner runner =
        new MappingRunner(
            settings,
            new MappingParts(
                request.rate().isPresent()
                    ? new PacedSource(source, request.rate().get(), common.timer())
                    : source,
                claimCheck.removing(consumer.acks()),
                consumer,
                lambda.function(request.function(), timeout),
                publisher(nats),
                consumer.attempts(),
                tally,
                Translation.encoding(
                    mapping, consumer.epoch(), request.consumer(mapping), claimCheck),
                Translation.interpreter(mapping),
                filter(consumer.end()),
                tally,
                common.isolation()),
            Concurrency.alone(request.concurrency()),
            common.clock(),
            common.random(),
            common.timer());
    runner.start();
    boolean complete = false;
    try {
      complete = awaitEnd(consumer, tally);
    } finally {
      runner.stop(GRACE);
    }
    if (complete) {
      consumer.remove();
    }
    return new Summary(
        request.consumer(mapping),
        consumer.end(),
        complete,
        tally.processed(),
        tally.failed(),
        tally.events());
  }

  private boolean awaitEnd(ReplayConsumer consumer, ReplayTally tally)
      throws IOException, InterruptedException {
    long shown = System.nanoTime();
    while (!interrupted.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      ReplayConsumer.Position now = consumer.position();
      if (now.floor() >= consumer.end() || (now.pending() == 0 && now.ackPending() == 0)) {
        return true;
      }
      if (System.nanoTime() - shown > PROGRESS_EVERY.toNanos()) {
        shown = System.nanoTime();
        report.accept(
            PROGRESS
                + "at %d of %d: %d processed, %d failed"
                    .formatted(now.floor(), consumer.end(), tally.processed(), tally.failed()));
      }
    }
    report.accept(PROGRESS + "interrupted: the same command goes on from here");
    return false;
  }

  private EventPublisher publisher(NatsSession nats) throws IOException {
    if (request.publishPrefix().isPresent()) {
      String prefix = request.publishPrefix().get();
      for (String subject : mapping.outputSubjects()) {
        nats.requireStored("--publish-prefix", prefix + "." + subject);
      }
      return Outputs.under(prefix, request.consumer(mapping), nats.publisher());
    }
    return request.isShadow(mapping) ? Outputs.discarded() : nats.publisher();
  }

  /** What lies beyond its end is live traffic. */
  private RecordFilter filter(long end) {
    RecordFilter own = contents.filter(mapping);
    return delivery ->
        delivery.sequence() <= end
            ? own.examine(delivery)
            : new RecordFilter.Verdict.Filtered(false);
  }

  private MappingSettings settings(Duration timeout) {
    MappingSettings live = Translation.settings(mapping, timeout);
    return new MappingSettings(
        request.consumer(mapping),
        live.limits(),
        request.concurrency(),
        MappingSettings.inFlightFor(live.limits().records(), request.concurrency()),
        live.retry(),
        live.ackWait(),
        timeout);
  }

  private ReplaySpec spec(MappingSettings settings) {
    return new ReplaySpec(
        request.consumer(mapping),
        request.purpose(mapping),
        mapping.stream(),
        contents.consumerSubjects(mapping),
        request.from(),
        request.toSequence(),
        request.toTime(),
        settings.ackWait(),
        settings.maxAckPending());
  }

  private void endInGoodOrder() {
    interrupted.countDown();
    try {
      boolean unused = finished.await(GRACE.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: that is what the hook was for.
    }
  }

  /**
   * How it went.
   *
   * @param name of its consumer
   * @param end the last sequence that belongs to it
   * @param complete false if it was interrupted
   */
  record Summary(
      String name, long end, boolean complete, long processed, long failed, long events) {}
}
