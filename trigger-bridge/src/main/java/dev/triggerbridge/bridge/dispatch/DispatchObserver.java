package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import java.time.Duration;

/**
 * Hears what happens in one mapping, for metrics and logs. Called from many threads; must not block
 * or throw.
 */
public interface DispatchObserver {
  /** Observes nothing. */
  DispatchObserver NONE = new DispatchObserver() {};

  /** A message was delivered; a redelivery has a delivery count above 1. */
  default void received(Delivery delivery) {}

  /** A record that the filter dropped has been acked, which {@link #acked} does not hear of. */
  default void filtered(Delivery delivery) {}

  /** A record was dropped because its payload's format is not the one that the criteria ask for. */
  default void formatMismatch(Delivery delivery) {}

  /**
   * An invocation ended.
   *
   * @param records in the batch
   * @param result {@code answered}, {@code function_error}, {@code throttled}, {@code unavailable},
   *     {@code too_large}
   */
  default void invoked(int records, Duration took, String result) {}

  /**
   * Records of an invocation that did not end well for them: it had no answer, or one against the
   * contract, or one that says retry or reject. Follows {@link #invoked}.
   */
  default void failed(int records) {}

  /** The subscription was made anew; the reason is {@code silence} or {@code no_waiting_pull}. */
  default void resubscribed(String reason) {}

  /** A function did not return; the kind is bounded, the message is the function's. */
  default void functionError(Invocation.Kind kind, String message, int records) {}

  /** An answer could not be trusted; the kind is bounded. */
  default void wrongAnswer(String kind, String message, int records) {}

  /** An event was stored by its stream. */
  default void published(OutputEvent event, Delivery cause) {}

  /** An event was not stored; it will be published again. */
  default void publishFailed(OutputEvent event, Delivery cause, String message) {}

  /** A record was acked; the latency is that of the confirmed ack. */
  default void acked(Delivery delivery, Duration latency) {}

  /** A settlement was not confirmed; redelivery takes care of it. */
  default void settleFailed(Delivery delivery, String message) {}

  /** A record failed and comes back after the delay. */
  default void retried(Delivery delivery, int attempt, Duration delay, String code) {}

  /** Records wait in the bridge; the reason is {@code throttled}, {@code unavailable}, … */
  default void held(int records, String reason, String message) {}

  /** A record was stored as a dead letter. */
  default void deadLettered(Delivery delivery, int attempts, String code, String message) {}

  /** Someone must look: the message says at what. The code is bounded. */
  default void alarm(String code, String message) {}
}
