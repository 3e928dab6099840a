package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.proxy.HttpRule;
import dev.triggerbridge.local.proxy.HttpRule.Fate;

/** What S3 answers in trouble; codes and texts as its API reference has them (Error responses). */
final class S3Rules {
  private S3Rules() {}

  /** Answers a share of the conditional writes as if another one were under way. */
  static HttpRule conflicts(Chance chance) {
    return onWrites(
        chance,
        error(
            409,
            "ConditionalRequestConflict",
            "The conditional request cannot succeed due to a conflicting operation."));
  }

  /** Answers a share of the writes 503. */
  static HttpRule unavailable(Chance chance) {
    return onWrites(chance, error(503, "SlowDown", "Please reduce your request rate."));
  }

  /** Lets a share of the writes happen and loses the answer. */
  static HttpRule answersLost(Chance chance) {
    return onWrites(chance, new Fate.LoseAnswer());
  }

  private static HttpRule onWrites(Chance chance, Fate fate) {
    return request ->
        request.method().equals("PUT") && chance.strikes() ? fate : new Fate.Forward();
  }

  private static Fate error(int status, String code, String message) {
    return new Fate.Answer(
        status,
        "application/xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>%s</Code><Message>%s</Message><RequestId>injected</RequestId></Error>"""
            .formatted(code, message));
  }
}
