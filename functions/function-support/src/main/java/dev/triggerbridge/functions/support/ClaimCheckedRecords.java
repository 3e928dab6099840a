package dev.triggerbridge.functions.support;

import com.google.protobuf.UnsafeByteOperations;
import dev.triggerbridge.functions.support.tracing.InvocationSpans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the payloads of records that came by claim check before their functions see them. A
 * record whose payload cannot be had gets its outcome here; the others go on.
 *
 * @param next gets the records with their payloads
 * @param reader gives null if this deployable reads none
 */
record ClaimCheckedRecords(BatchProcessor next, Supplier<@Nullable ClaimCheckReader> reader)
    implements BatchProcessor {
  @Override
  public List<RecordResult> process(RecordBatch batch, RemainingTime time, InvocationSpans spans) {
    if (batch.records().stream().allMatch(record -> record.dataRef() == null)) {
      return next.process(batch, time, spans);
    }
    Map<String, RecordResult> results = new HashMap<>();
    List<RawRecord> whole = new ArrayList<>();
    for (RawRecord record : batch.records()) {
      DataRef reference = record.dataRef();
      if (reference == null) {
        whole.add(record);
        continue;
      }
      try {
        byte[] data = fetched(reference);
        whole.add(record.withData(UnsafeByteOperations.unsafeWrap(data)));
      } catch (NotReadException e) {
        results.put(record.id(), RecordResult.of(record, e.outcome));
      } catch (RuntimeException e) {
        results.put(
            record.id(), new RecordResult(record, FailureClassifier.classify(e), null, null, e));
      }
    }
    if (!whole.isEmpty()) {
      RecordBatch readable = new RecordBatch(batch.batchId(), batch.source(), whole);
      next.process(readable, time, spans)
          .forEach(result -> results.put(result.record().id(), result));
    }
    return batch.records().stream().map(record -> results.get(record.id())).toList();
  }

  private byte[] fetched(DataRef reference) throws NotReadException {
    ClaimCheckReader known = reader.get();
    if (known == null) {
      throw new NotReadException(
          Outcome.reject(
              "CLAIM_CHECK_UNSUPPORTED",
              "this function reads no payloads by reference: give its definitions claimChecks"));
    }
    byte[] data = known.read(reference);
    if (data.length != reference.bytes()
        || !CanonicalHash.sha256(data).equals(reference.sha256())) {
      throw new NotReadException(
          Outcome.failure(
              "CLAIM_CHECK_ALTERED", "the stored payload is not the one that was sent"));
    }
    return data;
  }

  /** Carries the outcome. */
  private static final class NotReadException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    private NotReadException(Outcome outcome) {
      this.outcome = outcome;
    }
  }
}
