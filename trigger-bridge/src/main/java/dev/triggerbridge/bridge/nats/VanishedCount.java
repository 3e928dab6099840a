package dev.triggerbridge.bridge.nats;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts messages that the stream removed before the consumer delivered them: a stream's limits, a
 * purge or a delete ended them without a fate. From two successive looks at the consumer only: what
 * is pending may fall by no more than what was delivered. Never counts too many: messages that
 * arrive, and redeliveries, between two looks can hide as many that vanished. Not thread-safe;
 * keeps one look.
 */
final class VanishedCount {
  private @Nullable Look before;
  private long vanished;

  /** Takes the next look and answers how many have vanished since the first one. */
  long observe(Look now) {
    Look last = before;
    before = now;
    if (last != null && last.isComparableTo(now)) {
      long delivered = now.deliveries() - last.deliveries();
      vanished += Math.max(0, last.pending() - delivered - now.pending());
    }
    return vanished;
  }

  /**
   * What the server says at one moment.
   *
   * @param pending matching messages that are not delivered yet
   * @param deliveries so far, redeliveries included
   * @param filterSubjects another filter makes another number pending
   */
  record Look(long pending, long deliveries, List<String> filterSubjects) {
    Look {
      filterSubjects = List.copyOf(filterSubjects);
    }

    /** A consumer that was made anew counts from zero. */
    private boolean isComparableTo(Look later) {
      return later.deliveries >= deliveries && later.filterSubjects.equals(filterSubjects);
    }
  }
}
