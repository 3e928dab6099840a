package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.process.Processes;
import java.io.IOException;

/** SIGSTOP until the end of the fault, then SIGCONT. */
final class Paused implements Fault {
  private final Victim victim;
  private long pid;
  private long hits;

  /** Stops a process. */
  interface Victim {
    /** Its id, or 0 if there was none to stop. */
    long stop() throws IOException, InterruptedException;
  }

  Paused(Victim victim) {
    this.victim = victim;
  }

  @Override
  public void begin() throws Exception {
    pid = victim.stop();
  }

  @Override
  public void end() throws Exception {
    if (pid != 0) {
      // Stopped all the time: not killed meanwhile, nor continued by somebody else.
      hits = Processes.isStopped(pid) ? 1 : 0;
      Processes.resume(pid);
    }
  }

  @Override
  public long hits() {
    return hits;
  }
}
