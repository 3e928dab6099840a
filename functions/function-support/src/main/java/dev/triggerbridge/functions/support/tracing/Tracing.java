package dev.triggerbridge.functions.support.tracing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Traces of this process, switched on by OpenTelemetry's own environment variables: {@code
 * OTEL_EXPORTER_OTLP_ENDPOINT} or {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}. Thread-safe.
 */
public interface Tracing {
  /** Follows nothing, at no cost. */
  Tracing OFF =
      new Tracing() {
        @Override
        public InvocationSpans invocation(Invoked invoked) {
          return InvocationSpans.NONE;
        }

        @Override
        public ClientSpan client(String name, Map<String, String> attributes) {
          return ClientSpan.NONE;
        }
      };

  /** That of this process; the first call makes it. */
  static Tracing get() {
    return ProcessTracing.INSTANCE;
  }

  /** Follows one invocation; to be closed before the function answers. */
  InvocationSpans invocation(Invoked invoked);

  /** A call to another service, in the record or invocation that this thread works on. */
  ClientSpan client(String name, Map<String, String> attributes);

  /**
   * What is known of an invocation.
   *
   * @param function name of the deployable
   * @param requestId Lambda's, or null outside of Lambda
   * @param functionArn as invoked, or null
   * @param xrayTrace value of {@code X-Amzn-Trace-Id}, or null
   * @param mapping that invoked
   * @param batchId of the batch
   * @param records in the batch
   */
  record Invoked(
      String function,
      @Nullable String requestId,
      @Nullable String functionArn,
      @Nullable String xrayTrace,
      String mapping,
      String batchId,
      int records) {}
}
