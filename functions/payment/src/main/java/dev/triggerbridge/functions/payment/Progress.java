package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.support.Outcome;

/** How far one execution got with a payment whose lease it holds. */
sealed interface Progress {
  /** The row has a definite state. */
  record Settled(Payment payment) implements Progress {}

  /** Not now: the row is as safe as before and the record is to come again. */
  record Later(Outcome outcome) implements Progress {}

  /** Another execution wrote the row meanwhile: what it says now counts. */
  record Overtaken() implements Progress {}
}
