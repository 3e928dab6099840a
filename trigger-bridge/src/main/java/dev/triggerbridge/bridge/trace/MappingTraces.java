package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.dispatch.FunctionClient;
import dev.triggerbridge.bridge.dispatch.MappingParts;

/** Follows one mapping's records, from around the parts that it runs on. Thread-safe. */
public final class MappingTraces {
  private final RecordTraces traces;
  private final CurrentInvocation current = new CurrentInvocation();

  MappingTraces(SpanMaker spans) {
    this.traces = new RecordTraces(spans);
  }

  /** The client, whose invocations carry their trace. Goes into the parts of {@link #around}. */
  public FunctionClient function(FunctionClient function) {
    return new TracedFunction(function, current);
  }

  /**
   * The same parts, followed. They may be used by one mapping only.
   *
   * @param parts with a client of {@link #function}
   */
  public MappingParts around(MappingParts parts) {
    return new MappingParts(
        parts.source(),
        new TracedAcks(parts.acks(), traces),
        parts.probe(),
        parts.function(),
        new TracedPublisher(parts.publisher(), traces),
        parts.attempts(),
        parts.deadLetters(),
        new TracedEncoding(parts.encoding(), traces, current),
        parts.interpreter(),
        new TracedFilter(parts.filter(), traces),
        new TraceObserver(parts.observer(), traces, current),
        parts.isolation());
  }
}
