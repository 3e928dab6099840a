package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.nats.NatsServer;
import org.jspecify.annotations.Nullable;

/** SIGKILL of a server, which stays away until the end of the fault. */
final class NatsKilled implements Fault {
  private final Victim choice;
  private @Nullable NatsServer victim;
  private long hits;

  /** Chooses a server. */
  interface Victim {
    /** The one to kill. */
    NatsServer choose() throws Exception;
  }

  NatsKilled(Victim choice) {
    this.choice = choice;
  }

  @Override
  public void begin() throws Exception {
    NatsServer chosen = choice.choose();
    victim = chosen;
    chosen.kill();
    hits = chosen.isRunning() ? 0 : 1;
  }

  @Override
  public void end() {
    NatsServer killed = victim;
    if (killed != null) {
      killed.restart();
    }
  }

  @Override
  public long hits() {
    return hits;
  }
}
