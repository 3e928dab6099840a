package dev.triggerbridge.functions.support;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.crac.Core;
import org.crac.Resource;

/**
 * The thin Lambda entry point: it builds a bare application context, and every function it runs is
 * looked up in Spring Cloud Function's catalogue. Safe for concurrent invocations, and for
 * SnapStart: nothing that must be unique is made during init, and {@link NatsFunctions#prime} warms
 * up before the snapshot.
 */
public abstract class NatsBatchHandler implements RequestStreamHandler {
  private final FunctionRuntime runtime;
  private final Resource snapshot;

  /** Starts the functions; everything that can be slow happens here, in Lambda's init phase. */
  protected NatsBatchHandler(NatsFunctions functions) {
    this.runtime = FunctionRuntime.start(functions);
    this.snapshot = new Snapshot(runtime);
    // The context holds it weakly: this field keeps it.
    Core.getGlobalContext().register(snapshot);
  }

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(runtime.invoke(input, context));
  }

  Resource snapshot() {
    return snapshot;
  }

  private record Snapshot(FunctionRuntime runtime) implements Resource {
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
      runtime.prime();
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
      // Nothing to renew: ids, times and randomness are taken when they are used.
    }
  }
}
