package dev.triggerbridge.functions.audit;

import dev.triggerbridge.functions.audit.AuditBucket.ForeignObjectException;
import dev.triggerbridge.functions.support.BatchOutcome;
import dev.triggerbridge.functions.support.CrashPoints;
import dev.triggerbridge.functions.support.FailureClassifier;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.RecordBatch;
import dev.triggerbridge.functions.support.RetryClass;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.messaging.Message;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Writes a batch as one object; its records succeed or fail together. It never rejects, and what
 * goes wrong at S3 costs no record an attempt: otherwise an outage would fill the dead letters.
 */
final class WriteAudit implements Function<Message<RecordBatch>, BatchOutcome> {
  private static final Duration CONFLICT_DELAY = Duration.ofMillis(250);

  private final AuditBucket bucket;

  WriteAudit(AuditBucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public BatchOutcome apply(Message<RecordBatch> message) {
    RecordBatch batch = message.getPayload();
    if (batch.records().isEmpty()) {
      return new BatchOutcome(Map.of());
    }
    return BatchOutcome.all(batch, write(AuditObject.of(batch)));
  }

  private Outcome write(AuditObject object) {
    try {
      boolean wasThere = bucket.store(object);
      CrashPoints.reached(Steps.AFTER_PUT);
      return wasThere ? Outcome.markerHit(List.of()) : Outcome.ok();
    } catch (ForeignObjectException e) {
      return Outcome.unavailable(null, "AUDIT_OBJECT_FOREIGN", String.valueOf(e.getMessage()));
    } catch (SdkException e) {
      return held(e);
    }
  }

  private static Outcome held(SdkException e) {
    if (e instanceof S3Exception s3 && s3.statusCode() == HttpURLConnection.HTTP_CONFLICT) {
      return Outcome.throttled(
          CONFLICT_DELAY, "AUDIT_CONFLICT", "the object is being written by another attempt");
    }
    Outcome outcome = FailureClassifier.classify(e);
    return outcome instanceof Outcome.Retry retry && retry.retryClass() == RetryClass.FAILURE
        ? Outcome.unavailable(retry.delay(), retry.code(), retry.message())
        : outcome;
  }
}
