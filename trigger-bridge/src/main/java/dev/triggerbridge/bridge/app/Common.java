package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.aws.AwsDestinations;
import dev.triggerbridge.bridge.aws.AwsSettings;
import dev.triggerbridge.bridge.config.LambdaConfig;
import dev.triggerbridge.bridge.dispatch.Isolation;
import dev.triggerbridge.bridge.flow.FairLimit;
import dev.triggerbridge.bridge.telemetry.Telemetry;
import dev.triggerbridge.bridge.trace.Traces;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;

/**
 * What all mappings of a process share.
 *
 * @param telemetry metrics and logs
 * @param traces follows records, if anybody wants to see them; closed by whoever made this
 * @param invocations the limit of all invocations together
 * @param isolation of records that may be ending the process
 * @param aws queues, topics and buckets; closed by whoever made this
 * @param clock the only source of time
 * @param random the only source of chance; thread-safe
 * @param timer one thread for everything that has to wait
 */
record Common(
    Telemetry telemetry,
    Optional<Traces> traces,
    FairLimit invocations,
    Isolation isolation,
    AwsDestinations aws,
    Clock clock,
    RandomGenerator random,
    ScheduledExecutorService timer) {
  /** Real time and chance, and no traces. */
  static Common real(LambdaConfig lambda) {
    return real(lambda, Optional.empty());
  }

  /** Real time and chance. */
  static Common real(LambdaConfig lambda, Optional<Traces> traces) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("bridge-timer").daemon(true).factory());
    timer.setRemoveOnCancelPolicy(true);
    return new Common(
        new Telemetry(),
        traces,
        new FairLimit(lambda.maximumConcurrency()),
        new Isolation(),
        new AwsDestinations(new AwsSettings(lambda.region(), Optional.empty())),
        Clock.systemUTC(),
        new Random(),
        timer);
  }
}
