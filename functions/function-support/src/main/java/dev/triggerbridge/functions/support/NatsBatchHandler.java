package dev.triggerbridge.functions.support;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The thin Lambda entry point: it builds a bare application context, and every function it runs is
 * looked up in Spring Cloud Function's catalogue. Safe for concurrent invocations.
 */
public abstract class NatsBatchHandler implements RequestStreamHandler {
  private final FunctionRuntime runtime;

  /** Starts the functions; everything that can be slow happens here, in Lambda's init phase. */
  protected NatsBatchHandler(NatsFunctions functions) {
    this.runtime = FunctionRuntime.start(functions);
  }

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(runtime.invoke(input, context));
  }
}
