package dev.triggerbridge.local.system.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stack runs and where it keeps things.
 *
 * @param home folder of the repository, whose packaged artifacts are run
 * @param nats streams
 * @param dynamoDb tables; null keeps them in memory, which is several times faster
 * @param s3 objects
 * @param gateway ledger; null keeps it in memory
 * @param logs output of all processes
 * @param crashes folder in which processes that crash on purpose leave their proof
 * @param functionCrashes crash points of functions, {@code point:n}, by function name
 * @param bridgeCrashes crash points of the first bridge process, {@code point:n}
 * @param traces where spans are exported to, by OTLP; null for no traces
 * @param awsEndpoint where functions, tables and bucket are deployed; null runs them in this
 *     process
 */
public record StackSettings(
    Path home,
    Path nats,
    @Nullable Path dynamoDb,
    Path s3,
    @Nullable Path gateway,
    Path logs,
    Path crashes,
    Map<String, List<String>> functionCrashes,
    List<String> bridgeCrashes,
    @Nullable URI traces,
    @Nullable AwsEndpoint awsEndpoint) {
  /** What exporters of traces show; the local receiver does not look at it, and no log may. */
  public static final String TRACE_TOKEN = "local-trace-token-3f6b";

  /** Copies the collections. */
  public StackSettings {
    functionCrashes = Map.copyOf(functionCrashes);
    bridgeCrashes = List.copyOf(bridgeCrashes);
  }

  /** Without traces, and with everything in this process. */
  public StackSettings(
      Path home,
      Path nats,
      @Nullable Path dynamoDb,
      Path s3,
      @Nullable Path gateway,
      Path logs,
      Path crashes,
      Map<String, List<String>> functionCrashes,
      List<String> bridgeCrashes) {
    this(
        home,
        nats,
        dynamoDb,
        s3,
        gateway,
        logs,
        crashes,
        functionCrashes,
        bridgeCrashes,
        null,
        null);
  }

  /** The same with traces. */
  public StackSettings withTraces(@Nullable URI otlp) {
    return new StackSettings(
        home,
        nats,
        dynamoDb,
        s3,
        gateway,
        logs,
        crashes,
        functionCrashes,
        bridgeCrashes,
        otlp,
        awsEndpoint);
  }

  /** The same, deployed to an endpoint. */
  public StackSettings withAwsEndpoint(@Nullable AwsEndpoint endpoint) {
    return new StackSettings(
        home,
        nats,
        dynamoDb,
        s3,
        gateway,
        logs,
        crashes,
        functionCrashes,
        bridgeCrashes,
        traces,
        endpoint);
  }

  /** What switches traces on, in the bridge as in functions; empty for no traces. */
  Map<String, String> traceEnvironment() {
    return traces == null
        ? Map.of()
        : Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            traces.toString(),
            // Nobody waits here, and a laptop under load may be slow.
            "OTEL_EXPORTER_OTLP_TIMEOUT",
            "10000",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "authorization=" + TRACE_TOKEN,
            "TRACE_AUTHORIZATION",
            TRACE_TOKEN);
  }

  /** The bridge's packaged jar. */
  Path bridgeJar() {
    return home.resolve("trigger-bridge/target/trigger-bridge.jar");
  }

  /** The bridge's configuration for this system. */
  Path bridgeConfiguration() {
    return home.resolve("trigger-bridge/examples/order-system.yaml");
  }

  /** What the console decodes Protobuf with; there once events-schema is built. */
  Path descriptorSet() {
    return home.resolve("events-schema/target/classes/dev/triggerbridge/events/events.desc");
  }

  /** Folder of the functions' descriptors. */
  Path functions() {
    return home.resolve("functions");
  }

  /** Variables that arm crash points, empty for none. */
  Map<String, String> crashEnvironment(List<String> points) {
    return points.isEmpty()
        ? Map.of()
        : Map.of(
            "TRIGGERBRIDGE_CRASH", String.join(",", points),
            "TRIGGERBRIDGE_CRASH_DIR", crashes.toString());
  }
}
