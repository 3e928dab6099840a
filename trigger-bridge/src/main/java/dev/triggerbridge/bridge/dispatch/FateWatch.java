package dev.triggerbridge.bridge.dispatch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * Reconciles the fates with what is in flight, at every probe: a sequence that was delivered here
 * has ended, was handed back, or somebody here works on it. One that is none of these at two probes
 * in a row, and has not changed between them, has been dropped. It counts as unaccounted until it
 * is delivered again or a late settlement is confirmed.
 */
final class FateWatch implements ProbeWatch {
  private static final int NAMED = 5;

  private final ProbeWatch next;
  private final FateLedger ledger;
  private final Supplier<Set<Long>> underWay;
  private final LongPredicate waiting;
  private final LongPredicate ending;
  private final DispatchObserver observer;
  private Set<Long> suspects = Set.of();
  private Set<Long> dropped = Set.of();
  private volatile int unaccounted;

  /**
   * For one mapping.
   *
   * @param next sees the probes, too
   * @param underWay sequences that somebody here works on now
   * @param waiting whether a sequence has a permit
   * @param ending whether a sequence's end was sent, and is not confirmed
   */
  FateWatch(
      ProbeWatch next,
      FateLedger ledger,
      Supplier<Set<Long>> underWay,
      LongPredicate waiting,
      LongPredicate ending,
      DispatchObserver observer) {
    this.next = next;
    this.ledger = ledger;
    this.underWay = underWay;
    this.waiting = waiting;
    this.ending = ending;
    this.observer = observer;
  }

  /** How many have no fate now; may be called from any thread. */
  int unaccounted() {
    return unaccounted;
  }

  @Override
  public void beforeProbe() {
    reconcile();
    next.beforeProbe();
  }

  @Override
  public void afterProbe(ConsumerProbe.State state) throws StoreUnavailableException {
    next.afterProbe(state);
  }

  @Override
  public boolean isWaiting() {
    return next.isWaiting();
  }

  /** A record that ends between the two looks is seen as ended by the next round. */
  private void reconcile() {
    Set<Long> now = new HashSet<>();
    List<Long> open = ledger.open();
    Set<Long> working = underWay.get();
    for (long sequence : open) {
      if (!working.contains(sequence) && isDropped(sequence)) {
        now.add(sequence);
      }
    }
    Set<Long> confirmed = new HashSet<>(now);
    confirmed.retainAll(suspects);
    List<Long> fresh = confirmed.stream().filter(one -> !dropped.contains(one)).sorted().toList();
    if (!fresh.isEmpty()) {
      observer.alarm(
          "UNACCOUNTED",
          "%d records were delivered here, and neither settled nor handed back, and nobody works on them: sequences %s"
              .formatted(fresh.size(), fresh.subList(0, Math.min(NAMED, fresh.size()))));
    }
    suspects = now;
    dropped = confirmed;
    unaccounted = confirmed.size();
  }

  /** A permit is enough for what waits; what was begun must be somebody's work. */
  private boolean isDropped(long sequence) {
    return switch (ledger.of(sequence)) {
      case IN_FLIGHT -> !waiting.test(sequence);
      case UNDER_WAY, EXCLUDED -> !ending.test(sequence);
      case UNKNOWN, SETTLED, FILTERED, DEAD_LETTERED, HANDED_BACK -> false;
    };
  }
}
