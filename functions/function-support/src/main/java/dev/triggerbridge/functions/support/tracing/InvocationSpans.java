package dev.triggerbridge.functions.support.tracing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spans of one invocation. Thread-safe. */
public interface InvocationSpans extends AutoCloseable {
  /** Follows nothing. */
  InvocationSpans NONE =
      new InvocationSpans() {
        @Override
        public RecordSpan record(Received received, boolean alone) {
          return new RecordSpan.None(received.headers());
        }

        @Override
        public void failed(Throwable failure) {}

        @Override
        public void close() {}
      };

  /**
   * Follows one record, in the trace of its producer.
   *
   * @param alone whether what this thread calls until the span is closed belongs to the record;
   *     else it belongs to the invocation
   */
  RecordSpan record(Received received, boolean alone);

  /** The invocation answers nothing. */
  void failed(Throwable failure);

  /** Ends it and exports what is kept; blocks for the receiver, for a second at the most. */
  @Override
  void close();

  /**
   * A record as it came.
   *
   * @param id in the batch
   * @param messageId the transport's
   * @param subject as published
   * @param deliveryCount 1 for the first delivery
   * @param bytes of the payload
   * @param headers with the producer's context, if there is one
   */
  record Received(
      String id,
      @Nullable String messageId,
      String subject,
      long deliveryCount,
      int bytes,
      Map<String, List<String>> headers) {}
}
