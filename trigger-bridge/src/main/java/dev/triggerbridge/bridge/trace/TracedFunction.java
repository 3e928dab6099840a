package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.dispatch.FunctionClient;
import dev.triggerbridge.bridge.dispatch.Invocation;

/** Invokes with the context of the invocation in X-Ray's header, and ends its span. */
final class TracedFunction implements FunctionClient {
  private final FunctionClient function;
  private final CurrentInvocation current;

  TracedFunction(FunctionClient function, CurrentInvocation current) {
    this.function = function;
    this.current = current;
  }

  @Override
  public Invocation invoke(byte[] payload) {
    InvocationTrace trace = current.get();
    if (trace == null) {
      return function.invoke(payload);
    }
    String xray = trace.xray();
    Invocation invocation =
        xray == null ? function.invoke(payload) : function.invoke(payload, xray);
    trace.ended(invocation);
    return invocation;
  }
}
