package dev.triggerbridge.functions.support;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.triggerbridge.events.EventCodec;
import dev.triggerbridge.events.EventValidation;
import dev.triggerbridge.events.InvalidEventException;
import dev.triggerbridge.functions.support.RecordRouter.Route;
import dev.triggerbridge.functions.support.tracing.InvocationSpans;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.support.MessageBuilder;

/** Decodes each record, routes it to its typed function and turns what happens into an outcome. */
final class RecordFunctionsProcessor implements BatchProcessor {
  private static final int PARALLELISM =
      Integer.parseInt(Objects.requireNonNullElse(System.getenv("RECORD_PARALLELISM"), "16"));

  private final RecordRouter router;
  private final LaneRunner lanes = new LaneRunner(PARALLELISM);

  RecordFunctionsProcessor(RecordRouter router) {
    this.router = router;
  }

  @Override
  public List<RecordResult> process(RecordBatch batch, RemainingTime time, InvocationSpans spans) {
    return lanes.run(
        batch,
        time,
        record -> TracedRecords.followed(spans, record, traced -> process(batch.source(), traced)));
  }

  private RecordResult process(RecordBatch.Source source, RawRecord record) {
    Route route = router.find(record.subject());
    if (route == null) {
      return RecordResult.of(
          record,
          Outcome.reject(
              "UNSUPPORTED_SUBJECT",
              "subject '%s' is not handled here: send one of %s"
                  .formatted(record.subject(), router.subjects())));
    }
    if (record.dataSchema() != null && !record.dataSchema().equals(route.schema())) {
      return RecordResult.of(
          record,
          Outcome.reject(
              "UNSUPPORTED_SCHEMA",
              "dataSchema '%s' on subject %s: send %s"
                  .formatted(record.dataSchema(), record.subject(), route.schema())));
    }
    Message payload;
    try {
      payload = EventCodec.decode(route.type(), record.contentType(), record.data().toByteArray());
      EventValidation.check(payload);
    } catch (InvalidEventException e) {
      return RecordResult.of(record, FailureClassifier.rejection(e));
    }
    return invoke(source, record, route, payload);
  }

  private static RecordResult invoke(
      RecordBatch.Source source, RawRecord record, Route route, Message payload) {
    String messageId = Objects.requireNonNullElse(text(payload, "message_id"), record.messageId());
    String orderId = text(payload, "order_id");
    try {
      Object outcome = route.function().apply(message(source, record, payload, messageId));
      if (outcome instanceof Outcome known) {
        return new RecordResult(record, known, messageId, orderId, null);
      }
      return new RecordResult(
          record,
          Outcome.failure("NO_OUTCOME", "the function returned no outcome"),
          messageId,
          orderId,
          null);
    } catch (Exception e) {
      // Not only runtime exceptions: other languages of the JVM throw checked ones unannounced.
      return new RecordResult(record, FailureClassifier.classify(e), messageId, orderId, e);
    }
  }

  private static org.springframework.messaging.Message<Message> message(
      RecordBatch.Source source, RawRecord record, Message payload, String messageId) {
    return MessageBuilder.withPayload(payload)
        .setHeader(RecordHeaders.MESSAGE_ID, messageId)
        .setHeader(RecordHeaders.SUBJECT, record.subject())
        .setHeader(RecordHeaders.STREAM, source.stream())
        .setHeader(RecordHeaders.EPOCH, source.epoch())
        .setHeader(RecordHeaders.MAPPING, source.mapping())
        .setHeader(RecordHeaders.STREAM_SEQUENCE, record.streamSequence())
        .setHeader(RecordHeaders.DELIVERY_COUNT, record.deliveryCount())
        .setHeader(RecordHeaders.KEY, record.key())
        .setHeader(RecordHeaders.TIMESTAMP, record.timestamp())
        .setHeader(RecordHeaders.TRACEPARENT, record.header(Trace.HEADER))
        .setHeader(RecordHeaders.NATS_HEADERS, record.headers())
        .build();
  }

  private static @Nullable String text(Message payload, String field) {
    FieldDescriptor descriptor = payload.getDescriptorForType().findFieldByName(field);
    if (descriptor == null || descriptor.getJavaType() != FieldDescriptor.JavaType.STRING) {
      return null;
    }
    String value = (String) payload.getField(descriptor);
    return value.isEmpty() ? null : value;
  }
}
