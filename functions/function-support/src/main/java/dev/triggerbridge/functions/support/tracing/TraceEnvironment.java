package dev.triggerbridge.functions.support.tracing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry's environment variables say of traces.
 *
 * @param endpoint where spans are posted to, or null for nowhere
 * @param headers of every request; never printed
 * @param timeout of an export, in milliseconds
 * @param ratio of the traces that begin here, from 0 to 1
 * @param serviceName or null for the function's name
 * @param attributes of the resource
 */
record TraceEnvironment(
    @Nullable String endpoint,
    Map<String, String> headers,
    int timeout,
    double ratio,
    @Nullable String serviceName,
    Map<String, String> attributes) {

  private static final int DEFAULT_TIMEOUT = 1_000;

  static TraceEnvironment of(Function<String, @Nullable String> variables) {
    return new TraceEnvironment(
        endpoint(variables),
        pairs(text(variables, "OTEL_EXPORTER_OTLP_HEADERS")),
        timeout(text(variables, "OTEL_EXPORTER_OTLP_TIMEOUT")),
        ratio(text(variables, "OTEL_TRACES_SAMPLER"), text(variables, "OTEL_TRACES_SAMPLER_ARG")),
        text(variables, "OTEL_SERVICE_NAME"),
        pairs(text(variables, "OTEL_RESOURCE_ATTRIBUTES")));
  }

  boolean isOn() {
    return endpoint != null;
  }

  private static @Nullable String endpoint(Function<String, @Nullable String> variables) {
    if ("true".equalsIgnoreCase(text(variables, "OTEL_SDK_DISABLED"))
        || "none".equals(text(variables, "OTEL_TRACES_EXPORTER"))) {
      return null;
    }
    String own = text(variables, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    if (own != null) {
      return own;
    }
    String base = text(variables, "OTEL_EXPORTER_OTLP_ENDPOINT");
    return base == null ? null : base + (base.endsWith("/") ? "" : "/") + "v1/traces";
  }

  /** The specification's default of ten seconds would outlast many a function. */
  private static int timeout(@Nullable String text) {
    return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : DEFAULT_TIMEOUT;
  }

  /** An argument that is no ratio keeps everything, as the specification asks. */
  private static double ratio(@Nullable String sampler, @Nullable String argument) {
    String name = sampler == null ? "" : sampler.toLowerCase(Locale.ROOT);
    if (name.endsWith("always_off")) {
      return 0;
    }
    if (!name.endsWith("traceidratio") || argument == null) {
      return 1;
    }
    try {
      double ratio = Double.parseDouble(argument);
      return ratio >= 0 && ratio <= 1 ? ratio : 1;
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private static Map<String, String> pairs(@Nullable String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : Objects.requireNonNullElse(text, "").split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(
            pair.substring(0, equals).strip(),
            URLDecoder.decode(pair.substring(equals + 1).strip(), StandardCharsets.UTF_8));
      }
    }
    return pairs;
  }

  private static @Nullable String text(Function<String, @Nullable String> variables, String name) {
    String value = variables.apply(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** Without the headers, which may hold a token. */
  @Override
  public String toString() {
    return "TraceEnvironment[endpoint=%s, ratio=%s]".formatted(endpoint, ratio);
  }
}
