package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.dispatch.Attempts;
import dev.triggerbridge.bridge.nats.ConsumerSight;
import java.util.Optional;

/** What became of one message in one mapping, as far as the server can tell. */
enum Fate {
  /** Its subject is none that the consumer asks for. */
  NOT_MATCHED,
  /** The mapping has no consumer, so it has not begun or was never applied. */
  NO_CONSUMER,
  /** It is, or was, in the dead letters. */
  DEAD_LETTERED,
  /** The filter criteria exclude it: acked, never invoked. */
  FILTERED,
  /** Acked. */
  SETTLED,
  /** It failed and comes again. */
  RETRYING,
  /** Delivered; the server does not say which of those above its floor are acked. */
  DELIVERED,
  /** Not delivered yet. */
  WAITING,
  /** The stream removed it before it was delivered: by its limits, a purge or a delete. */
  REMOVED;

  /** Decides. Pure. */
  static Fate of(Evidence evidence) {
    if (evidence.isDeadLetter()) {
      return DEAD_LETTERED;
    }
    if (!evidence.matches()) {
      return NOT_MATCHED;
    }
    if (evidence.consumer().isEmpty()) {
      return NO_CONSUMER;
    }
    ConsumerSight consumer = evidence.consumer().get();
    if (evidence.sequence() > consumer.delivered()) {
      return evidence.isStored() ? WAITING : REMOVED;
    }
    if (!evidence.passesFilter()) {
      return FILTERED;
    }
    if (evidence.sequence() <= consumer.ackFloor()) {
      return SETTLED;
    }
    if (!evidence.attempts().equals(Attempts.NONE)) {
      return RETRYING;
    }
    return consumer.ackPending() == 0 ? SETTLED : DELIVERED;
  }

  /**
   * What is known.
   *
   * @param sequence of the message
   * @param isStored whether the stream has it still
   * @param matches whether the consumer asks for its subject; true if the subject is not known
   * @param passesFilter whether the filter criteria let it through; true if it is gone
   * @param consumer of the mapping
   * @param attempts what is remembered of its failures
   * @param isDeadLetter whether it is in the dead letters
   */
  record Evidence(
      long sequence,
      boolean isStored,
      boolean matches,
      boolean passesFilter,
      Optional<ConsumerSight> consumer,
      Attempts attempts,
      boolean isDeadLetter) {}
}
