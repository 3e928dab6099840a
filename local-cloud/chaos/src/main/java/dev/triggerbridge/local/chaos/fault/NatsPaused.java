package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.process.Processes;

/** SIGSTOP of a server: connected, and answering nothing. */
final class NatsPaused implements Fault {
  private final NatsServer server;
  private long hits;

  NatsPaused(NatsServer server) {
    this.server = server;
  }

  @Override
  public void begin() {
    server.pause();
  }

  @Override
  public void end() {
    hits = Processes.isStopped(server.pid()) ? 1 : 0;
    server.resume();
  }

  @Override
  public long hits() {
    return hits;
  }
}
