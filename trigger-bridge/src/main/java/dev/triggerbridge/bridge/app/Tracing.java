package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.TracingConfig;
import dev.triggerbridge.bridge.trace.MappingFacts;
import dev.triggerbridge.bridge.trace.MappingTraces;
import dev.triggerbridge.bridge.trace.TraceSettings;
import dev.triggerbridge.bridge.trace.Traces;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** From the configuration to traces. Loads nothing of OpenTelemetry where tracing is off. */
final class Tracing {
  private Tracing() {}

  static Optional<Traces> open(TracingConfig config, String instance) {
    return config
        .endpoint()
        .map(
            endpoint -> {
              Map<String, String> headers = new HashMap<>();
              config
                  .headers()
                  .forEach((name, secret) -> headers.put(name, new String(secret.reveal())));
              return Traces.open(
                  new TraceSettings(
                      endpoint,
                      headers,
                      config.sampleRatio(),
                      config.serviceName(),
                      Version.own(),
                      instance,
                      config.attributes()));
            });
  }

  static MappingTraces of(MappingConfig mapping, BridgeConfig bridge, Traces traces) {
    Set<String> subjects = new HashSet<>(mapping.filterSubjects());
    subjects.addAll(mapping.outputSubjects());
    subjects.removeIf(subject -> subject.contains("*") || subject.contains(">"));
    return traces.mapping(
        new MappingFacts(
            mapping.name(),
            mapping.stream(),
            mapping.consumer(),
            mapping.functionName(),
            bridge
                .lambda()
                .region()
                .orElseGet(() -> Objects.requireNonNullElse(System.getenv("AWS_REGION"), "")),
            subjects));
  }
}
