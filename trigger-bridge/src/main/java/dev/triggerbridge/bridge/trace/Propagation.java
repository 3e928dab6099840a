package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.message.Headers;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.contrib.awsxray.propagator.AwsXrayPropagator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Trace contexts in headers: W3C's in those of messages, X-Ray's in those of invocations. Pure. */
final class Propagation {
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final AwsXrayPropagator XRAY = AwsXrayPropagator.getInstance();
  private static final TextMapGetter<Headers> IN_HEADERS = new InHeaders();

  private Propagation() {}

  /**
   * The context that a producer has sent; the root context if there is none that is well-formed.
   */
  static Context from(Headers headers) {
    return W3C.extract(Context.root(), headers, IN_HEADERS);
  }

  /** The same headers with this context instead of theirs. */
  static Headers with(Headers headers, Context context) {
    Map<String, List<String>> changed = LinkedHashMap.newLinkedHashMap(headers.values().size() + 2);
    headers
        .values()
        .forEach(
            (name, values) -> {
              if (!W3C.fields().contains(lower(name))) {
                changed.put(name, values);
              }
            });
    W3C.inject(
        context,
        changed,
        (map, name, value) -> Objects.requireNonNull(map).put(name, List.of(value)));
    return new Headers(changed);
  }

  /** The value of {@code X-Amzn-Trace-Id}; null for a context without a span. */
  static @Nullable String xray(Context context) {
    Map<String, String> carrier = new HashMap<>();
    XRAY.inject(
        context, carrier, (map, name, value) -> Objects.requireNonNull(map).put(name, value));
    return carrier.get("X-Amzn-Trace-Id");
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  private static final class InHeaders implements TextMapGetter<Headers> {
    @Override
    public Iterable<String> keys(Headers headers) {
      return headers.values().keySet();
    }

    /** Names of NATS headers are case-sensitive, and producers write this one as they like. */
    @Override
    public @Nullable String get(@Nullable Headers headers, String name) {
      if (headers == null) {
        return null;
      }
      String exact = headers.first(name);
      if (exact != null) {
        return exact;
      }
      for (String other : headers.values().keySet()) {
        if (other.equalsIgnoreCase(name)) {
          return headers.first(other);
        }
      }
      return null;
    }
  }
}
