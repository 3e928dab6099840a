package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.ChaosFunctions;
import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.process.Processes;

/**
 * A process is stopped in mid-invocation and its bridge is killed, so that the records go to
 * another process; then the first one goes on where it was, as if nothing had happened.
 */
final class ZombieFunction implements Fault {
  private final ChaosStack stack;
  private final String function;
  private long pid;
  private long hits;

  ZombieFunction(ChaosStack stack, String function) {
    this.stack = stack;
    this.function = function;
  }

  @Override
  public void begin() throws Exception {
    ChaosFunctions functions = stack.functions();
    pid = functions.stopBusy(function, FunctionKilled.PATIENCE).orElse(0L);
    if (pid != 0) {
      stack.bridge().supervisor().kill();
    }
  }

  @Override
  public void end() throws Exception {
    if (pid != 0) {
      hits = Processes.isStopped(pid) ? 1 : 0;
      Processes.resume(pid);
    }
  }

  @Override
  public long hits() {
    return hits;
  }
}
