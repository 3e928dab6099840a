package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.BridgeReplica;
import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.process.Processes;
import org.jspecify.annotations.Nullable;

/** A second bridge works beside the first for a while, and then is no more. */
final class SecondReplica implements Fault {
  private final ChaosStack stack;
  private final Departure departure;
  private final boolean firstStops;
  private @Nullable BridgeReplica second;
  private long stopped;
  private long hits;

  /** How it goes. */
  enum Departure {
    /** SIGTERM: it gives back what it has. */
    ORDERLY,
    /** SIGKILL. */
    KILLED
  }

  /**
   * A replica to come.
   *
   * @param firstStops whether the first bridge is stopped meanwhile and returns as a zombie
   */
  SecondReplica(ChaosStack stack, Departure departure, boolean firstStops) {
    this.stack = stack;
    this.departure = departure;
    this.firstStops = firstStops;
  }

  @Override
  public void begin() throws Exception {
    second = stack.join("bridge-2");
    if (firstStops) {
      stopped = stack.bridge().pid();
      Processes.stop(stopped);
    }
  }

  @Override
  public void end() throws Exception {
    boolean asPlanned = stopped == 0 || Processes.isStopped(stopped);
    if (stopped != 0) {
      Processes.resume(stopped);
    }
    BridgeReplica leaving = second;
    if (leaving != null) {
      // One that invoked nothing was not there.
      hits = asPlanned && leaving.lambda().http().requests() > 0 ? 1 : 0;
      second = null;
      if (departure == Departure.KILLED) {
        ProcessHandle.of(leaving.pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
      leaving.close();
    }
  }

  @Override
  public long hits() {
    BridgeReplica there = second;
    return there == null ? hits : there.lambda().http().requests();
  }
}
