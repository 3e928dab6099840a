package dev.triggerbridge.functions.support.tracing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The span of one record. Closed by the thread that opened it. */
public interface RecordSpan extends AutoCloseable {
  /**
   * The record's headers with the context of this span: whatever the record causes goes on here.
   */
  Map<String, List<String>> headers();

  /**
   * How it ended.
   *
   * @param outcome {@code ok}, {@code marker_hit}, {@code retry} or {@code reject}
   * @param code of a retry or reject, else null
   * @param failed whether it is worth keeping for that
   * @param orderId the payload's, or null
   */
  void outcome(String outcome, @Nullable String code, boolean failed, @Nullable String orderId);

  @Override
  void close();

  /**
   * Follows nothing.
   *
   * @param headers as they came
   */
  record None(Map<String, List<String>> headers) implements RecordSpan {
    @Override
    public void outcome(
        String outcome, @Nullable String code, boolean failed, @Nullable String orderId) {}

    @Override
    public void close() {}
  }
}
