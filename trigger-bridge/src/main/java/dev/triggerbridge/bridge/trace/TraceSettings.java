package dev.triggerbridge.bridge.trace;

import java.net.URI;
import java.util.Map;

/**
 * Where spans go, and how many.
 *
 * @param endpoint base address of an OTLP/HTTP receiver; spans are posted to {@code /v1/traces}
 *     below it
 * @param headers of every request; never printed
 * @param ratio how many of the traces that begin here are kept, from 0 to 1; traces that began
 *     elsewhere are kept as was decided there, and what failed is kept in any case
 * @param serviceName {@code service.name}
 * @param version {@code service.version}
 * @param instance {@code service.instance.id}
 * @param attributes further attributes of the resource
 */
public record TraceSettings(
    URI endpoint,
    Map<String, String> headers,
    double ratio,
    String serviceName,
    String version,
    String instance,
    Map<String, String> attributes) {
  /** Copies the maps. */
  public TraceSettings {
    headers = Map.copyOf(headers);
    attributes = Map.copyOf(attributes);
  }

  /** Without the headers, which may hold a token. */
  @Override
  public String toString() {
    return "TraceSettings[endpoint=%s, ratio=%s, serviceName=%s]"
        .formatted(endpoint, ratio, serviceName);
  }
}
