package dev.triggerbridge.local.chaos.app;

import dev.triggerbridge.local.chaos.check.StruckFault;
import dev.triggerbridge.local.chaos.fault.Fault;
import dev.triggerbridge.local.chaos.fault.Faults;
import dev.triggerbridge.local.chaos.history.History;
import dev.triggerbridge.local.chaos.load.Gate;
import dev.triggerbridge.local.chaos.load.Standstill;
import dev.triggerbridge.local.chaos.plan.PlannedFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Lets a plan's faults happen, one after the other, and ends each whatever happens. */
final class FaultSchedule {
  private static final int LOOK_MILLIS = 20;
  private static final int WARM = 15;

  /** How much longer a fault lasts that has not struck yet. */
  private static final long MOST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final List<PlannedFault> plan;
  private final Faults faults;
  private final Gate gate;
  private final History history;
  private final Consumer<String> say;

  /**
   * A schedule.
   *
   * @param gate what comes through it belongs to one fault; opened when all are over
   */
  FaultSchedule(
      List<PlannedFault> plan, Faults faults, Gate gate, History history, Consumer<String> say) {
    this.plan = plan;
    this.faults = faults;
    this.gate = gate;
    this.history = history;
    this.say = say;
  }

  /**
   * Runs in the calling thread.
   *
   * @param placed how many messages have been placed
   * @param ended how many orders have ended: what is still starting is broken already
   * @return what really happened, in the order of the plan
   */
  List<StruckFault> run(IntSupplier placed, LongSupplier ended) throws InterruptedException {
    try {
      return inTurn(placed, ended);
    } finally {
      gate.open();
    }
  }

  private List<StruckFault> inTurn(IntSupplier placed, LongSupplier ended)
      throws InterruptedException {
    gate.allow(2 * WARM);
    Standstill standstill = new Standstill();
    while (ended.getAsLong() < WARM && !standstill.is(ended.getAsLong(), System.nanoTime())) {
      TimeUnit.MILLISECONDS.sleep(10 * LOOK_MILLIS);
    }
    List<Begun> begun = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      PlannedFault planned = plan.get(i);
      gate.allow(planned.afterOrders());
      while (placed.getAsInt() < planned.afterOrders()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      gate.allow(i + 1 < plan.size() ? plan.get(i + 1).afterOrders() : Integer.MAX_VALUE);
      begun.add(one(planned));
    }
    // Some strike only later, for example when the supervisor has seen a death.
    long deadline = System.nanoTime() + MOST_PATIENCE_NANOS;
    while (begun.stream().anyMatch(fault -> fault.fault().hits() == 0)
        && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return begun.stream()
        .map(one -> new StruckFault(one.planned(), one.begin(), one.end(), one.fault().hits()))
        .toList();
  }

  private record Begun(PlannedFault planned, Fault fault, Instant begin, Instant end) {}

  private Begun one(PlannedFault planned) throws InterruptedException {
    Fault fault = faults.of(planned);
    say.accept("fault: " + planned.label());
    Instant begin = Instant.now();
    try {
      fault.begin();
      begin = Instant.now();
      history.note("fault-begins", Map.of("fault", planned.label()));
      last(planned, fault);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      say.accept("fault %s did not begin: %s".formatted(planned.label(), e));
    } finally {
      end(planned, fault);
    }
    Instant end = planned.millis() <= 1 ? begin : Instant.now();
    history.note("fault-ends", Map.of("fault", planned.label(), "hits", fault.hits()));
    return new Begun(planned, fault, begin, end);
  }

  private void last(PlannedFault planned, Fault fault) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(planned.millis());
    if (planned.millis() <= 1 || !waitsForHits(planned)) {
      return;
    }
    long deadline = System.nanoTime() + MOST_PATIENCE_NANOS;
    while (fault.hits() == 0 && System.nanoTime() < deadline) {
      gate.allowAnother();
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Those that know only at their end whether they struck would wait in vain. */
  private static boolean waitsForHits(PlannedFault planned) {
    return switch (planned.kind()) {
      case BRIDGE_PAUSED, FUNCTION_PAUSED, NATS_PAUSED, STORE_FULL, DISK_FULL -> false;
      default -> true;
    };
  }

  private void end(PlannedFault planned, Fault fault) throws InterruptedException {
    try {
      fault.end();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("fault %s does not end".formatted(planned.label()), e);
    }
  }
}
