package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;

/** Says what is to become of a record before any function sees it. Must not block or throw. */
@FunctionalInterface
public interface RecordFilter {
  /** Lets everything through. */
  RecordFilter ALL = delivery -> Verdict.ACCEPTED;

  /** Judges a record. */
  Verdict examine(Delivery delivery);

  /** What is to become of a record. */
  sealed interface Verdict {
    /** It reaches the function. */
    Verdict ACCEPTED = new Accepted();

    /** It reaches the function. */
    record Accepted() implements Verdict {}

    /**
     * It does not concern the mapping: acked and counted.
     *
     * @param formatMismatch the payload's format was not the one that the criteria ask for
     */
    record Filtered(boolean formatMismatch) implements Verdict {}

    /**
     * It can never be processed: dead-lettered without an invocation.
     *
     * @param code machine-readable
     * @param message for people; goes into the dead letter
     */
    record Invalid(String code, String message) implements Verdict {}
  }
}
