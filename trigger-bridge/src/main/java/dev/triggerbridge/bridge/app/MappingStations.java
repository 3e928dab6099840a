package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.dispatch.Concurrency;
import dev.triggerbridge.bridge.dispatch.FunctionClient;
import dev.triggerbridge.bridge.dispatch.LaneParts;
import dev.triggerbridge.bridge.dispatch.MappingParts;
import dev.triggerbridge.bridge.dispatch.MappingRunner;
import dev.triggerbridge.bridge.dispatch.MappingSettings;
import dev.triggerbridge.bridge.lambda.LambdaFunctions;
import dev.triggerbridge.bridge.lanes.Ordering;
import dev.triggerbridge.bridge.nats.ConsumerSpec;
import dev.triggerbridge.bridge.nats.GivenUpByServer;
import dev.triggerbridge.bridge.nats.MappingStoppedException;
import dev.triggerbridge.bridge.nats.NatsParts;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.trace.MappingTraces;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what a mapping runs of, from its configuration. Immutable; each build is independent. */
final class MappingStations {
  private static final Logger LOG = LoggerFactory.getLogger(MappingStations.class);

  private final MappingConfig config;
  private final BridgeConfig bridge;
  private final Contents contents;
  private final Common common;

  MappingStations(MappingConfig config, BridgeConfig bridge, Contents contents, Common common) {
    this.config = config;
    this.bridge = bridge;
    this.contents = contents;
    this.common = common;
  }

  /**
   * A mapping that can be started, once.
   *
   * @param timeout of the function
   */
  record Built(MappingRunner runner, NatsParts nats, MappingParts parts, Duration timeout) {
    /** Begins to take over what the server gives up; closed by the caller. */
    GivenUpByServer startGivenUp() {
      GivenUpByServer givenUp = nats.givenUp();
      givenUp.start(nats.epoch(), parts.deadLetters(), parts.observer());
      return givenUp;
    }
  }

  /**
   * Blocks until Lambda and NATS have answered.
   *
   * @throws IOException if something is not there yet: worth another try
   * @throws MappingStoppedException if a person has to decide
   */
  Built build(NatsSession nats, LambdaFunctions lambda)
      throws IOException, MappingStoppedException {
    Duration timeout = lambda.timeout(config.functionName());
    Optional<String> unsafe = UnsafeCombination.find(config, bridge.streams(), timeout);
    if (unsafe.isPresent()) {
      throw new MappingStoppedException(unsafe.get());
    }
    UnsafeCombination.warnings(config, bridge.shutdownGrace(), timeout).forEach(LOG::warn);
    MappingSettings settings = Translation.settings(config, timeout);
    ConsumerSpec consumer = Translation.consumer(config, contents.consumerSubjects(config));
    if (config.onSuccessSubject().isPresent()) {
      nats.requireOutside(consumer, "onSuccess.subject", config.onSuccessSubject().get());
    }
    NatsParts opened = nats.open(consumer, config.onFailureSubject(), config.outputSubjects());
    LaneParts lanes = lanes(nats, opened);
    Concurrency concurrency =
        new Concurrency(
            config.maximumConcurrency(),
            Translation.breaker(config.circuitBreaker()),
            common.invocations().join(config.weight()),
            System::nanoTime);
    MappingParts parts = parts(opened, lambda, timeout);
    MappingRunner runner =
        new MappingRunner(
            settings, parts, lanes, concurrency, common.clock(), common.random(), common.timer());
    return new Built(runner, opened, parts, timeout);
  }

  private @Nullable LaneParts lanes(NatsSession nats, NatsParts parts) throws IOException {
    Optional<Ordering> ordering = Translation.ordering(config, contents.payloads());
    return ordering.isEmpty()
        ? null
        : new LaneParts(ordering.get(), nats.halts(config.name(), parts.epoch()));
  }

  private MappingParts parts(NatsParts nats, LambdaFunctions lambda, Duration timeout)
      throws IOException {
    ClaimCheck claimCheck = ClaimCheck.of(config, config.consumer(), common.aws());
    Optional<MappingTraces> traces = common.traces().map(all -> Tracing.of(config, bridge, all));
    FunctionClient function = lambda.function(config.functionName(), timeout);
    MappingParts parts =
        new MappingParts(
            nats.source(),
            claimCheck.removing(nats.acks()),
            nats.probe(),
            common
                .telemetry()
                .counted(config.name(), traces.map(all -> all.function(function)).orElse(function)),
            nats.publisher(),
            nats.attempts(),
            Destinations.of(config, nats.deadLetters(), common.aws(), common.clock()),
            Translation.encoding(config, nats.epoch(), config.consumer(), claimCheck),
            Translation.interpreter(config),
            contents.filter(config),
            common
                .telemetry()
                .observer(
                    config.name(),
                    config.stream(),
                    config.functionName(),
                    config.batchSize(),
                    config.outputSubjects()),
            common.isolation());
    return traces.map(all -> all.around(parts)).orElse(parts);
  }
}
