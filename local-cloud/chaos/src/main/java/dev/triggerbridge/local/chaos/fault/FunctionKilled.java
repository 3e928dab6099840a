package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.ChaosFunctions;
import java.time.Duration;
import java.util.Optional;

/** SIGKILL of a process in the middle of an invocation. */
final class FunctionKilled implements Fault {
  /** A bridge whose answers were lost just before invokes nothing until its calls time out. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChaosFunctions functions;
  private final String function;
  private long hits;

  FunctionKilled(ChaosFunctions functions, String function) {
    this.functions = functions;
    this.function = function;
  }

  @Override
  public void begin() throws Exception {
    Optional<ProcessHandle> victim = functions.busy(function, PATIENCE).flatMap(ProcessHandle::of);
    if (victim.isPresent() && victim.get().destroyForcibly()) {
      var unused = victim.get().onExit().get();
      hits++;
    }
  }

  @Override
  public void end() {
    // Lambda starts another by itself.
  }

  @Override
  public long hits() {
    return hits;
  }
}
