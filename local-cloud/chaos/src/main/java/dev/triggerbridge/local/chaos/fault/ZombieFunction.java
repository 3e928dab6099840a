package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.ChaosFunctions;
import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.process.Processes;
import java.util.Map;

/**
 * A process is stopped in mid-invocation and its bridge is killed, so that the records go to
 * another process; then the first one goes on where it was, as if nothing had happened. It has hit
 * only if one of the records was sent once more while the process stood still.
 */
final class ZombieFunction implements Fault {
  private final ChaosStack stack;
  private final String function;
  private final Sightings sightings;
  private Map<String, Integer> underWay = Map.of();
  private long pid;
  private long hits;
  private boolean ended;

  ZombieFunction(ChaosStack stack, String function, Sightings sightings) {
    this.stack = stack;
    this.function = function;
    this.sightings = sightings;
  }

  @Override
  public void begin() throws Exception {
    ChaosFunctions functions = stack.functions();
    pid = functions.stopBusy(function, FunctionKilled.PATIENCE).orElse(0L);
    if (pid != 0) {
      underWay = sightings.underWay(function);
      stack.bridge().supervisor().kill();
    }
  }

  @Override
  public void end() throws Exception {
    if (pid != 0) {
      hits = hits();
      ended = true;
      Processes.resume(pid);
    }
  }

  @Override
  public long hits() {
    boolean standsStill = pid != 0 && !ended && Processes.isStopped(pid);
    return standsStill && sightings.sentAgain(underWay) ? 1 : hits;
  }
}
