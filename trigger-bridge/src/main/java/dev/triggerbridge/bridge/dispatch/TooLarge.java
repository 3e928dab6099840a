package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.batch.BatchLimits;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Outcome;

/** A record that no invocation can carry. */
final class TooLarge {
  static final String CODE = "RECORD_TOO_LARGE";

  private TooLarge() {}

  static Outcome outcome(Delivery delivery) {
    return new Outcome.Reject(CODE, message(delivery));
  }

  static String message(Delivery delivery) {
    return ("data is %d bytes: with base64 and envelope that is over Lambda's limit of %d bytes;"
            + " publish less than about 4.5 MB, or a reference to the data")
        .formatted(delivery.data().length, BatchLimits.LAMBDA_PAYLOAD);
  }
}
