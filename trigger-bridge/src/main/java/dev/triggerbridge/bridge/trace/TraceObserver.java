package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.dispatch.Invocation;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import java.time.Duration;

/**
 * Follows what happens to records, and passes everything on; a record without a trace of its
 * producer with the one that began here, so that its log lines name it.
 */
final class TraceObserver implements DispatchObserver {
  private final DispatchObserver next;
  private final RecordTraces traces;
  private final CurrentInvocation current;

  TraceObserver(DispatchObserver next, RecordTraces traces, CurrentInvocation current) {
    this.next = next;
    this.traces = traces;
    this.current = current;
  }

  @Override
  public void received(Delivery delivery) {
    traces.received(delivery);
    next.received(delivery);
  }

  @Override
  public void filtered(Delivery delivery) {
    next.filtered(delivery);
  }

  @Override
  public void formatMismatch(Delivery delivery) {
    next.formatMismatch(delivery);
  }

  @Override
  public void invoked(int records, Duration took, String result) {
    next.invoked(records, took, result);
  }

  @Override
  public void failed(int records) {
    next.failed(records);
  }

  @Override
  public void resubscribed(String reason) {
    next.resubscribed(reason);
  }

  @Override
  public void functionError(Invocation.Kind kind, String message, int records) {
    next.functionError(kind, message, records);
  }

  @Override
  public void wrongAnswer(String kind, String message, int records) {
    InvocationTrace invocation = current.get();
    if (invocation != null) {
      invocation.wrongAnswer(kind);
    }
    next.wrongAnswer(kind, message, records);
  }

  @Override
  public void published(OutputEvent event, Delivery cause) {
    next.published(event, shown(cause));
  }

  @Override
  public void publishFailed(OutputEvent event, Delivery cause, String message) {
    next.publishFailed(event, shown(cause), message);
  }

  @Override
  public void acked(Delivery delivery, Duration latency) {
    next.acked(delivery, latency);
  }

  @Override
  public void settleFailed(Delivery delivery, String message) {
    next.settleFailed(shown(delivery), message);
  }

  @Override
  public void retried(Delivery delivery, int attempt, Duration delay, String code) {
    RecordTrace record = traces.of(delivery);
    if (record != null) {
      record.decided("retried", attempt, code);
    }
    next.retried(shown(delivery), attempt, delay, code);
  }

  @Override
  public void held(int records, String reason, String message) {
    next.held(records, reason, message);
  }

  @Override
  public void deadLettered(Delivery delivery, int attempts, String code, String message) {
    RecordTrace record = traces.of(delivery);
    if (record != null) {
      record.decided("dead_lettered", attempts, code);
    }
    next.deadLettered(shown(delivery), attempts, code, message);
  }

  @Override
  public void alarm(String code, String message) {
    next.alarm(code, message);
  }

  private Delivery shown(Delivery delivery) {
    if (delivery.traceId() != null) {
      return delivery;
    }
    RecordTrace record = traces.of(delivery);
    return record == null ? delivery : record.shown();
  }
}
