package dev.triggerbridge.local.lambda;

import java.util.concurrent.atomic.LongAdder;

/** The counts of one function. */
final class Counters {
  final LongAdder invocations = new LongAdder();
  final LongAdder functionErrors = new LongAdder();
  final LongAdder throttles = new LongAdder();
  final LongAdder timeouts = new LongAdder();
  final LongAdder crashes = new LongAdder();
  final LongAdder coldStarts = new LongAdder();
  final LongAdder initFailures = new LongAdder();
  final LongAdder reaped = new LongAdder();

  FunctionStats snapshot(int concurrency, int maxConcurrency, int executions) {
    return new FunctionStats(
        invocations.sum(),
        functionErrors.sum(),
        throttles.sum(),
        timeouts.sum(),
        crashes.sum(),
        coldStarts.sum(),
        initFailures.sum(),
        reaped.sum(),
        concurrency,
        maxConcurrency,
        executions);
  }
}
