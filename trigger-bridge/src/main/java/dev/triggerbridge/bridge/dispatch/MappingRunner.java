package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.batch.BatchAssembler;
import dev.triggerbridge.bridge.flow.CircuitBreaker;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One mapping at work: pull, filter, assemble, invoke, interpret, publish, settle.
 *
 * <p>Thread-safe. Starts once and stops once.
 */
public final class MappingRunner {
  /** On top of the function's timeout. */
  private static final Duration NO_PROGRESS = Duration.ofSeconds(60);

  private final MappingSettings settings;
  private final MappingParts parts;
  private final ScheduledExecutorService timer;
  private final Lifecycle lifecycle = new Lifecycle();
  private final InFlight inFlight;
  private final Concurrency concurrency;
  private final PullLoop pulls;
  private final Tasks tasks;
  private final Settler settler;
  private final Invoker invoker;
  private final OutcomeHandler outcomes;
  private final BatchLoop loop;
  private final ProgressMonitor monitor;
  private final FateLedger fates = new FateLedger();
  private final FateWatch fateWatch;
  private final Acks acks;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile boolean started;
  private volatile @Nullable AckDeadlineExtender extender;
  private volatile @Nullable Thread loopThread;

  /**
   * Wires the stations; starts nothing.
   *
   * @param concurrency the mapping's own limit, breaker and share
   * @param random for delays and ids; must be thread-safe
   * @param timer for extensions, shared by all mappings; not closed here
   */
  public MappingRunner(
      MappingSettings settings,
      MappingParts parts,
      Concurrency concurrency,
      Clock clock,
      RandomGenerator random,
      ScheduledExecutorService timer) {
    this(settings, parts, null, concurrency, clock, random, timer);
  }

  /**
   * The same for a mapping that may keep order.
   *
   * @param laneParts null for one that does not
   */
  public MappingRunner(
      MappingSettings settings,
      MappingParts parts,
      @Nullable LaneParts laneParts,
      Concurrency concurrency,
      Clock clock,
      RandomGenerator random,
      ScheduledExecutorService timer) {
    this.settings = settings;
    this.parts = parts;
    this.timer = timer;
    DispatchObserver observer = parts.observer();
    // Where order is kept, everything that the server has delivered must find room here.
    this.inFlight =
        new InFlight(
            laneParts == null ? settings.maximumInFlight() : settings.maxAckPending(),
            settings.maximumBytesInFlight());
    this.concurrency = concurrency;
    LaneBuffer lanes = laneParts == null ? null : new LaneBuffer(laneParts.ordering().keys());
    RecordBuffer buffer = lanes == null ? new FifoBuffer() : lanes;
    this.pulls = new PullLoop(parts.source(), inFlight, buffer, this::mayPull, observer);
    // What is abandoned comes back later than what is behind it: nothing may overtake it.
    Runnable abandoned = lanes == null ? () -> {} : lanes::close;
    this.tasks = new Tasks(observer, this::letGo, abandoned, fates::started);
    RetryPolicy policy = new RetryPolicy(settings.retry(), random);
    this.acks = new FateKeeping(parts.acks(), fates);
    this.settler =
        new Settler(
            acks,
            parts.attempts(),
            deadLetters(parts, laneParts, lanes),
            policy,
            tasks,
            lifecycle,
            observer);
    ProbeWatch watch =
        laneParts == null || lanes == null
            ? ProbeWatch.NONE
            : new LaneGate(lanes, inFlight, settler, laneParts.halts());
    if (lanes != null) {
      parts.source().onGap(lanes::close);
    }
    this.fateWatch =
        new FateWatch(watch, fates, tasks::sequences, inFlight::holds, settler::isEnding, observer);
    this.monitor =
        new ProgressMonitor(
            parts.source(),
            parts.probe(),
            pulls,
            lifecycle,
            observer,
            clock,
            inFlight,
            settings.maxAckPending(),
            settings.functionTimeout().plus(NO_PROGRESS),
            fateWatch);
    this.invoker =
        new Invoker(
            parts.function(),
            parts.encoding(),
            parts.interpreter(),
            new BatchIds(random.nextLong()),
            observer);
    Expiry expiry = new Expiry(settings.retry().maximumRecordAge(), clock, settler, tasks);
    this.outcomes =
        new OutcomeHandler(
            policy,
            new OutputPublisher(parts.publisher(), policy, lifecycle, observer),
            parts.interpreter().onSuccess(),
            settler,
            lanes == null
                ? settler::retry
                : new RetryInPlace(settler, lifecycle, () -> newRun(policy, expiry)),
            tasks,
            expiry);
    this.loop =
        new BatchLoop(
            pulls,
            () -> new BatchAssembler(settings.limits(), parts.encoding(), clock),
            () -> newRun(policy, expiry),
            new Suspects(
                parts.attempts(),
                settings.retry(),
                policy,
                settler,
                parts.isolation(),
                lifecycle,
                observer),
            settler,
            expiry,
            FateKeeping.noting(
                laneParts == null
                    ? parts.filter()
                    : new KeyFilter(parts.filter(), laneParts.ordering().keys()),
                fates),
            tasks,
            lifecycle,
            observer,
            concurrency);
  }

  /** Starts pulling; returns at once. */
  public void start() {
    started = true;
    extender = new AckDeadlineExtender(inFlight, acks, settings.ackWait(), timer, parts.observer());
    pulls.start(settler::endedBefore, delivery -> fates.delivered(delivery.sequence()));
    loopThread = Thread.ofVirtual().name("loop-" + settings.name()).start(loop);
    Thread.ofVirtual().name("monitor-" + settings.name()).start(monitor);
  }

  /**
   * Stops: pulls nothing more, lets invocations under way finish within the grace, hands back at
   * once what was not invoked, and with a delay of the rest of the function's timeout what still
   * runs. Blocks until then; what is settled afterwards by a late answer is settled by the
   * redelivery, too.
   */
  public void stop(Duration grace) {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    if (!started) {
      concurrency.close();
      return;
    }
    long deadline = System.nanoTime() + grace.toNanos();
    List<Delivery> untouched = pulls.stop();
    lifecycle.stop();
    settler.handBack(untouched, Duration.ZERO);
    try {
      Thread looping = loopThread;
      if (looping != null) {
        looping.join(grace);
      }
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (!tasks.awaitEnd(left) || !awaitConfirmations(deadline)) {
        settler.handBack(List.copyOf(inFlight.all()), this::untilItsInvocationEnds);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      AckDeadlineExtender extending = extender;
      if (extending != null) {
        extending.close();
      }
      settler.endIsolation();
      concurrency.close();
    }
  }

  private Duration untilItsInvocationEnds(Delivery delivery) {
    Duration running = invoker.runningFor(delivery);
    Duration left = settings.functionTimeout().minus(running);
    return running.isZero() || left.isNegative() ? Duration.ZERO : left;
  }

  /** How it stands, without asking the server. */
  public RunnerStatus status() {
    String trouble = started ? monitor.trouble() : "not started";
    if (lifecycle.isStopping()) {
      trouble = "stopping";
    }
    return new RunnerStatus(
        settings.name(),
        trouble.isEmpty(),
        trouble,
        monitor.pending(),
        monitor.ackPending(),
        inFlight.size(),
        monitor.lastProgress(),
        concurrency.status(),
        monitor.unaccounted() + fateWatch.unaccounted());
  }

  /** Acks are sent without waiting; a redelivery of what is done would be a waste. */
  private boolean awaitConfirmations(long deadline) throws InterruptedException {
    while (inFlight.size() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return inFlight.size() == 0;
  }

  private static DeadLetters deadLetters(
      MappingParts parts, @Nullable LaneParts laneParts, @Nullable LaneBuffer lanes) {
    return laneParts == null || lanes == null || !laneParts.ordering().haltOnDeadLetter()
        ? parts.deadLetters()
        : new HaltingDeadLetters(
            parts.deadLetters(),
            laneParts.ordering().keys(),
            lanes,
            laneParts.halts(),
            parts.observer());
  }

  private BatchRun newRun(RetryPolicy policy, Expiry expiry) {
    return new BatchRun(
        invoker, concurrency, policy, outcomes, expiry, settler, lifecycle, parts.observer());
  }

  /** While the breaker is not closed, one batch at a time is enough to probe with. */
  private int mayPull(int wanted, int underWay) {
    if (concurrency.status().breaker() == CircuitBreaker.State.CLOSED) {
      return wanted;
    }
    return underWay > 0 ? 0 : Math.min(wanted, settings.limits().records());
  }

  private void letGo(Delivery delivery) {
    pulls.settled(delivery);
    monitor.progressed();
  }
}
