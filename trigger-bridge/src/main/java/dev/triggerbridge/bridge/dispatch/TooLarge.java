package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.batch.BatchLimits;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Outcome;

/** A record that no invocation can carry. */
final class TooLarge {
  private TooLarge() {}

  static Outcome outcome(Delivery delivery) {
    return new Outcome.Reject(
        "RECORD_TOO_LARGE",
        "data is "
            + delivery.data().length
            + " bytes: with base64 and envelope that is over Lambda's limit of "
            + BatchLimits.LAMBDA_PAYLOAD
            + " bytes; publish less than about 4.5 MB, or a reference to the data");
  }
}
