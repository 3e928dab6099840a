package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.flow.FairLimit;
import dev.triggerbridge.bridge.telemetry.Telemetry;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;

/**
 * What all mappings of a process share.
 *
 * @param telemetry metrics and logs
 * @param invocations the limit of all invocations together
 * @param clock the only source of time
 * @param random the only source of chance; thread-safe
 * @param timer one thread for everything that has to wait
 */
record Common(
    Telemetry telemetry,
    FairLimit invocations,
    Clock clock,
    RandomGenerator random,
    ScheduledExecutorService timer) {
  /** Real time and chance. */
  static Common real(int maximumConcurrency) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("bridge-timer").daemon(true).factory());
    timer.setRemoveOnCancelPolicy(true);
    return new Common(
        new Telemetry(), new FairLimit(maximumConcurrency), Clock.systemUTC(), new Random(), timer);
  }
}
