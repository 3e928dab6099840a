package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.batch.Encoding;
import dev.triggerbridge.bridge.message.Delivery;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;

/** Gives every record of a payload the context of its processing. */
final class TracedEncoding implements Encoding {
  /** A {@code traceparent} with its name, where the producer has sent none. */
  private static final int ROOM = 80;

  private final Encoding encoding;
  private final RecordTraces traces;
  private final CurrentInvocation current;

  TracedEncoding(Encoding encoding, RecordTraces traces, CurrentInvocation current) {
    this.encoding = encoding;
    this.traces = traces;
    this.current = current;
  }

  @Override
  public byte[] encode(String batchId, List<Delivery> deliveries) {
    List<RecordTrace> records = new ArrayList<>(deliveries.size());
    List<Context> contexts = new ArrayList<>(deliveries.size());
    List<Delivery> sent = new ArrayList<>(deliveries.size());
    for (Delivery delivery : deliveries) {
      RecordTrace record = traces.of(delivery);
      if (record == null) {
        sent.add(delivery);
        continue;
      }
      Context context = record.begins(batchId);
      records.add(record);
      contexts.add(context);
      sent.add(withContext(delivery, context));
    }
    InvocationTrace invocation =
        new InvocationTrace(traces.spans(), batchId, deliveries.size(), records, contexts);
    current.set(invocation);
    try {
      return encoding.encode(batchId, sent);
    } catch (RuntimeException e) {
      invocation.abandoned(e.getClass().getSimpleName());
      throw e;
    }
  }

  @Override
  public long sizeOf(Delivery delivery) {
    return encoding.sizeOf(delivery) + (delivery.traceId() == null ? ROOM : 0);
  }

  @Override
  public long overhead() {
    return encoding.overhead();
  }

  @Override
  public String idOf(Delivery delivery) {
    return encoding.idOf(delivery);
  }

  static Delivery withContext(Delivery delivery, Context context) {
    return new Delivery(
        delivery.stream(),
        delivery.epoch(),
        delivery.sequence(),
        delivery.subject(),
        Propagation.with(delivery.headers(), context),
        delivery.data(),
        delivery.timestamp(),
        delivery.deliveryCount(),
        delivery.pending(),
        delivery.ack());
  }
}
