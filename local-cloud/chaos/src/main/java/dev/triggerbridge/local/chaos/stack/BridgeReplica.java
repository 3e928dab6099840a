package dev.triggerbridge.local.chaos.stack;

import dev.triggerbridge.local.system.stack.BridgeSupervisor;
import java.net.URI;

/**
 * One supervised bridge with its own way to Lambda.
 *
 * @param supervisor starts it again when it dies
 * @param lambda its proxies in front of the Invoke API
 * @param url its health and metrics
 */
public record BridgeReplica(BridgeSupervisor supervisor, Endpoint lambda, URI url)
    implements AutoCloseable {
  /** Process id of the process that runs now. */
  public long pid() {
    return supervisor.pid();
  }

  @Override
  public void close() {
    supervisor.close();
    lambda.close();
  }
}
