package dev.triggerbridge.local.lambda;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * The executions of one function, up to its reserved concurrency.
 *
 * <p>An invocation takes the execution that became idle last, so that those beyond need grow old
 * and are reaped. Without one it waits, and a start is asked for; whichever is first, a start or
 * another invocation's end, serves it.
 */
final class FunctionPool implements AutoCloseable {
  private volatile LocalFunction function;
  private final ExecutionCommand command;
  private final LambdaServiceOptions options;
  private final Semaphore startGate;
  private final CompletableFuture<Void> prepared;
  private final Counters counters = new Counters();

  private final Deque<Execution> idle = new ArrayDeque<>();
  private final Deque<CompletableFuture<Acquired>> waiting = new ArrayDeque<>();
  private final Set<Execution> alive = new HashSet<>();
  private int claimed;
  private int starting;
  private int inFlight;
  private int maxInFlight;
  private boolean closed;

  /** What an invocation gets that waits for an execution. */
  private sealed interface Acquired {
    record Ready(Execution execution) implements Acquired {}

    record StartFailed() implements Acquired {}

    record Closed() implements Acquired {}
  }

  /**
   * Makes a pool without executions.
   *
   * @param startGate shared by all pools: how many may start at the same time
   * @param prepared completes when executions may start, in whichever way
   */
  FunctionPool(
      LocalFunction function,
      ExecutionCommand command,
      LambdaServiceOptions options,
      Semaphore startGate,
      CompletableFuture<Void> prepared) {
    this.function = function;
    this.command = command;
    this.options = options;
    this.startGate = startGate;
    this.prepared = prepared;
  }

  LocalFunction function() {
    return function;
  }

  /** From now on at most this many at a time; those beyond go on to their end. */
  synchronized void reserve(int executions) {
    function = function.withReservedConcurrency(executions);
  }

  /**
   * Runs one invocation and blocks for its answer.
   *
   * @throws ApiException if there is no concurrency left, or the service is closing
   */
  InvocationResult invoke(Invocation invocation) throws ApiException {
    enter();
    try {
      InvocationResult result = run(invocation);
      if (result.failed()) {
        counters.functionErrors.increment();
      }
      return result;
    } finally {
      leave();
    }
  }

  FunctionStats stats() {
    synchronized (this) {
      return counters.snapshot(inFlight, maxInFlight, alive.size());
    }
  }

  /** Process ids of all executions. */
  synchronized List<Long> pids() {
    return alive.stream().map(Execution::pid).toList();
  }

  /** Process ids of the executions that have an invocation and have not answered it. */
  synchronized List<Long> workingPids() {
    return alive.stream().filter(Execution::working).map(Execution::pid).toList();
  }

  /** Kills an execution, a busy one if there is one; its process id, or empty without any. */
  Optional<Long> killOne() {
    Optional<Execution> victim;
    synchronized (this) {
      victim =
          alive.stream().filter(Execution::working).findAny().or(() -> alive.stream().findAny());
    }
    victim.ifPresent(Execution::kill);
    return victim.map(Execution::pid);
  }

  /** Ends executions that have been idle for long. */
  void reap() {
    Optional<Execution> old = pollOld();
    while (old.isPresent()) {
      counters.reaped.increment();
      old.get().end();
      old = pollOld();
    }
  }

  @Override
  public void close() {
    List<Execution> all;
    synchronized (this) {
      closed = true;
      waiting.forEach(waiter -> waiter.complete(new Acquired.Closed()));
      waiting.clear();
      all = List.copyOf(alive);
    }
    all.forEach(Execution::end);
  }

  private synchronized Optional<Execution> pollOld() {
    Execution oldest = idle.peekLast();
    if (oldest == null || oldest.idleFor().compareTo(options.idleTimeout()) < 0) {
      return Optional.empty();
    }
    idle.pollLast();
    return Optional.of(oldest);
  }

  private synchronized void enter() throws ApiException {
    if (closed) {
      throw ApiException.closing();
    }
    if (inFlight >= function.reservedConcurrency()) {
      counters.throttles.increment();
      throw ApiException.throttled();
    }
    inFlight++;
    maxInFlight = Math.max(maxInFlight, inFlight);
    counters.invocations.increment();
  }

  private synchronized void leave() {
    inFlight--;
  }

  private InvocationResult run(Invocation invocation) throws ApiException {
    while (true) {
      switch (acquire()) {
        case Acquired.Ready ready -> {
          Optional<InvocationResult> result =
              invoke(ready.execution(), invocation, function.timeout());
          if (result.isPresent()) {
            return result.get();
          }
        }
        case Acquired.StartFailed ignored -> {
          return startAndRun(invocation);
        }
        case Acquired.Closed ignored -> throw ApiException.closing();
      }
    }
  }

  private Optional<InvocationResult> invoke(
      Execution execution, Invocation invocation, Duration limit) {
    try {
      return execution.invoke(invocation, limit, counters.timeouts::increment);
    } finally {
      var unused =
          execution
              .readyAgain()
              .thenAccept(
                  failure -> {
                    if (failure.isEmpty()) {
                      release(execution);
                    }
                  });
    }
  }

  /** As on Lambda: after a failed init there is one more within the function's timeout. */
  private InvocationResult startAndRun(Invocation invocation) {
    long startedAt = System.nanoTime();
    synchronized (this) {
      claimed++;
    }
    try {
      Execution execution = launch();
      Optional<Answer.Failed> failure = execution.awaitInit(function.timeout());
      Duration left = function.timeout().minusNanos(System.nanoTime() - startedAt);
      if (failure.isEmpty() && left.isPositive()) {
        Optional<InvocationResult> result = invoke(execution, invocation, left);
        if (result.isPresent()) {
          return result.get();
        }
      }
      execution.end();
      counters.initFailures.increment();
      return new InvocationResult(
          left.isPositive() && failure.isPresent()
              ? failure.get()
              : Failures.timedOut(invocation.requestId(), function.timeout(), Instant.now()),
          execution.log());
    } catch (IOException e) {
      return new InvocationResult(Failures.notStarted(String.valueOf(e.getMessage())), new byte[0]);
    }
  }

  private Acquired acquire() {
    CompletableFuture<Acquired> waiter = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        return new Acquired.Closed();
      }
      for (Execution next = idle.poll(); next != null; next = idle.poll()) {
        if (next.isAlive()) {
          return new Acquired.Ready(next);
        }
      }
      waiting.add(waiter);
      startIfNeeded();
    }
    return waiter.join();
  }

  private synchronized void startIfNeeded() {
    while (!closed && starting < waiting.size() && claimed < function.reservedConcurrency()) {
      starting++;
      claimed++;
      Thread.ofVirtual().name("start-" + function.name()).start(this::startOne);
    }
  }

  private void startOne() {
    prepared.join();
    startGate.acquireUninterruptibly();
    Optional<Execution> started = Optional.empty();
    try {
      synchronized (this) {
        if (closed || waiting.isEmpty()) {
          claimed--;
          return;
        }
      }
      Execution execution = launch();
      if (execution.awaitInit(options.initLimit()).isEmpty()) {
        started = Optional.of(execution);
      } else {
        counters.initFailures.increment();
        execution.end();
        tellOneThatTheStartFailed();
      }
    } catch (IOException e) {
      tellOneThatTheStartFailed();
    } finally {
      startGate.release();
      synchronized (this) {
        starting--;
      }
      started.ifPresent(this::release);
    }
  }

  /** The caller has counted it in {@link #claimed}; its end counts it out. */
  private Execution launch() throws IOException {
    counters.coldStarts.increment();
    Execution execution;
    try {
      execution = new Execution(function, command::serving, options);
    } catch (IOException e) {
      synchronized (this) {
        claimed--;
      }
      throw e;
    }
    boolean tooLate;
    synchronized (this) {
      alive.add(execution);
      tooLate = closed;
    }
    execution.onEnd(() -> ended(execution));
    if (tooLate) {
      execution.end();
    }
    return execution;
  }

  private void ended(Execution execution) {
    if (execution.crashed()) {
      counters.crashes.increment();
    }
    synchronized (this) {
      alive.remove(execution);
      idle.remove(execution);
      claimed--;
      startIfNeeded();
    }
  }

  private void tellOneThatTheStartFailed() {
    CompletableFuture<Acquired> waiter;
    synchronized (this) {
      waiter = waiting.poll();
    }
    if (waiter != null) {
      waiter.complete(new Acquired.StartFailed());
    }
  }

  private void release(Execution execution) {
    CompletableFuture<Acquired> waiter;
    synchronized (this) {
      if (closed || !execution.isAlive()) {
        return;
      }
      waiter = waiting.poll();
      if (waiter == null) {
        execution.rest();
        idle.push(execution);
      }
    }
    if (waiter != null) {
      waiter.complete(new Acquired.Ready(execution));
    }
  }
}
