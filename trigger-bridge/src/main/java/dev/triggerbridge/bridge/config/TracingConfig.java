package dev.triggerbridge.bridge.config;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where spans are exported to.
 *
 * @param endpoint base address of an OTLP/HTTP receiver; without one nothing is traced
 * @param sampleRatio how many of the traces that begin in the bridge are kept
 * @param serviceName names the bridge in traces
 * @param headers of export requests
 * @param attributes further attributes of the resource
 */
public record TracingConfig(
    Optional<URI> endpoint,
    double sampleRatio,
    String serviceName,
    Map<String, Secret> headers,
    Map<String, String> attributes) {
  /** Copies the maps. */
  public TracingConfig {
    headers = Map.copyOf(headers);
    attributes = Map.copyOf(attributes);
  }
}
