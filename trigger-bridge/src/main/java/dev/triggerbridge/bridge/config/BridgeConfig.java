package dev.triggerbridge.bridge.config;

import java.time.Duration;
import java.util.List;

/**
 * Everything that a bridge process is configured with. Immutable and valid.
 *
 * @param nats how to reach NATS
 * @param lambda how to reach Lambda
 * @param http where health and metrics are served
 * @param shutdownGrace how long work in flight may take to finish after SIGTERM
 * @param schemas how Protobuf payloads are decoded
 * @param delayed where events with deliverAt wait
 * @param tracing where spans are exported to
 * @param logging levels that the file asks for
 * @param metrics where metrics go besides {@code /metrics}
 * @param streams streams to create where asked to, with their explicit limits
 * @param mappings at least one, with distinct names
 */
public record BridgeConfig(
    NatsConfig nats,
    LambdaConfig lambda,
    HttpConfig http,
    Duration shutdownGrace,
    SchemasConfig schemas,
    DelayedConfig delayed,
    TracingConfig tracing,
    LoggingConfig logging,
    MetricsConfig metrics,
    List<StreamConfig> streams,
    List<MappingConfig> mappings) {
  static final Range<Duration> SHUTDOWN_GRACE =
      Durations.range(Duration.ZERO, Duration.ofMinutes(15));

  /** Checks the grace period and copies the lists. */
  public BridgeConfig {
    SHUTDOWN_GRACE.check("shutdown.gracePeriod", shutdownGrace);
    streams = List.copyOf(streams);
    mappings = List.copyOf(mappings);
  }
}
