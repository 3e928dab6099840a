package dev.triggerbridge.functions.support;

import dev.triggerbridge.functions.support.tracing.InvocationSpans;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.support.MessageBuilder;

/** Hands a whole batch to one function; what it throws is the outcome of every record. */
final class BatchFunctionProcessor implements BatchProcessor {
  private final Function<Object, Object> function;

  BatchFunctionProcessor(Function<Object, Object> function) {
    this.function = function;
  }

  @Override
  public List<RecordResult> process(RecordBatch batch, RemainingTime time, InvocationSpans spans) {
    return TracedRecords.followedTogether(spans, batch, this::process);
  }

  private List<RecordResult> process(RecordBatch batch) {
    try {
      Object outcome = function.apply(MessageBuilder.withPayload(batch).build());
      return complete(batch, outcome instanceof BatchOutcome known ? known.byRecordId() : Map.of());
    } catch (Exception e) {
      Outcome failed = FailureClassifier.classify(e);
      return batch.records().stream()
          .map(record -> new RecordResult(record, failed, null, null, e))
          .toList();
    }
  }

  private static List<RecordResult> complete(RecordBatch batch, Map<String, Outcome> outcomes) {
    return batch.records().stream()
        .map(
            record -> {
              @Nullable Outcome outcome = outcomes.get(record.id());
              return RecordResult.of(
                  record,
                  outcome != null
                      ? outcome
                      : Outcome.failure("NO_OUTCOME", "the function did not name this record"));
            })
        .toList();
  }
}
