package dev.triggerbridge.local.system.crash.round;

import dev.triggerbridge.events.SubjectCatalogue;
import dev.triggerbridge.local.system.check.Checker;
import dev.triggerbridge.local.system.check.Evidence;
import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.crash.stack.CrashFiles;
import dev.triggerbridge.local.system.crash.stack.CrashStack;
import dev.triggerbridge.local.system.crash.work.OrderKind;
import dev.triggerbridge.local.system.crash.work.Workload;
import dev.triggerbridge.local.system.read.Quiescence;
import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Rounds on one stack, one after the other: each arms some points, publishes a workload, waits
 * until all is done, and has everything judged that was ever done on the stack. After a broken
 * invariant the stack is of no use any more. Not thread-safe.
 */
public final class Rounds implements AutoCloseable {
  /** How long nothing may move before a round is given up. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** What follows the last ack without being waited for. */
  private static final Duration LATE = Duration.ofMillis(500);

  /** The ack floor is noted every five seconds. */
  private static final Duration LATE_FLOOR = Duration.ofSeconds(7);

  private static final String FLOOR = "floor";

  private static final long LOOK_AGAIN_MILLIS = 60;

  private final CrashStack stack;
  private final DynamoDbClient dynamoDb;
  private final Quiescence quiescence;
  private final SnapshotTaker snapshots;
  private Journal journal = Journal.empty();
  private Duration overdue = PATIENCE;
  private boolean idle;
  private int rounds;

  /** On a stack that the caller closes. */
  public Rounds(CrashStack stack) throws IOException {
    this.stack = stack;
    this.dynamoDb = stack.dynamoDb().client();
    this.quiescence =
        new Quiescence(stack.nats(), List.copyOf(SubjectCatalogue.streams().keySet()));
    this.snapshots = new SnapshotTaker(stack, dynamoDb);
  }

  /**
   * Gives a round up when nothing has been left to do for this long, and an order still waits for
   * its deadline; 4 minutes unless said. Returns itself.
   */
  public Rounds withDeadlinesLateBy(Duration most) {
    overdue = most;
    return this;
  }

  /** Acts while a round is under way, for example to resume what waits; called again and again. */
  @FunctionalInterface
  public interface Intervention {
    /** Nothing. */
    Intervention NONE = (stack, workload) -> true;

    /** Does what can be done now; whether nothing is left to do. */
    boolean act(CrashStack stack, Workload workload) throws Exception;
  }

  /**
   * One round.
   *
   * @param points each armed once, or twice if named twice
   * @param kinds orders to place
   */
  public RoundResult run(Collection<String> points, Set<OrderKind> kinds) throws Exception {
    return run(points, kinds, Intervention.NONE);
  }

  /** One round with these points armed, while somebody acts. */
  public RoundResult run(Collection<String> points, Set<OrderKind> kinds, Intervention intervention)
      throws Exception {
    CrashFiles crashes = stack.crashes();
    crashes.forget();
    crashes.arm(points);
    return run(kinds, intervention, points.size());
  }

  /** One round with whatever is armed already. */
  public RoundResult run(Set<OrderKind> kinds, Intervention intervention) throws Exception {
    return run(kinds, intervention, 0);
  }

  private RoundResult run(Set<OrderKind> kinds, Intervention intervention, int deaths)
      throws Exception {
    long started = System.nanoTime();
    Workload work = new Workload(stack, dynamoDb, "k%04d".formatted(++rounds), kinds, deaths);
    work.prepare();
    work.publishFirst();
    boolean drained = drain(work, intervention);
    List<String> missed = stack.crashes().disarm();
    long drainedAfter = System.nanoTime() - started;
    journal = journal.plus(work.journal());
    List<Verdict> broken = judge();
    // A snapshot of a system that still moved is none: whoever died may have just come back.
    for (int look = 0; look < 2 && drained && !broken.isEmpty(); look++) {
      drained = drain(work, Intervention.NONE);
      broken = judge();
    }
    return new RoundResult(
        stack.crashes().hits(),
        missed,
        drained,
        idle,
        broken,
        Duration.ofNanos(drainedAfter),
        Duration.ofNanos(System.nanoTime() - started));
  }

  /** Every point that was passed on this stack. */
  public Set<String> seen() throws IOException {
    return stack.crashes().seen();
  }

  @Override
  public void close() {
    dynamoDb.close();
  }

  private List<Verdict> judge() throws IOException, JetStreamApiException, InterruptedException {
    Snapshot snapshot = snapshots.take(journal);
    return Checker.check(Evidence.of(snapshot)).stream()
        .filter(verdict -> !verdict.holds())
        .toList();
  }

  private boolean drain(Workload work, Intervention intervention) throws Exception {
    Quiescence.Look last = null;
    long moved = System.nanoTime();
    long idleSince = 0;
    long waitsSince = 0;
    while (true) {
      boolean published = work.publishRest();
      boolean acted = intervention.act(stack, work);
      Quiescence.Look look = quiescence.look();
      idle = look.idle();
      if (look.idle() && published && acted && work.nobodyWaits()) {
        Set<String> armed = stack.crashes().armed();
        if (armed.isEmpty()) {
          return true;
        }
        Duration late = armed.stream().anyMatch(name -> name.contains(FLOOR)) ? LATE_FLOOR : LATE;
        idleSince = idleSince == 0 ? System.nanoTime() : idleSince;
        if (System.nanoTime() - idleSince > late.toNanos()) {
          return true;
        }
      } else {
        idleSince = 0;
      }
      waitsSince =
          idle && published && acted ? (waitsSince == 0 ? System.nanoTime() : waitsSince) : 0;
      if (waitsSince != 0 && System.nanoTime() - waitsSince > overdue.toNanos()) {
        return false;
      }
      if (!look.equals(last)) {
        moved = System.nanoTime();
        last = look;
      } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
  }
}
