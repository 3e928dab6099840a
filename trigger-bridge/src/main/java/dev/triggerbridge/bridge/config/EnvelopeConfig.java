package dev.triggerbridge.bridge.config;

/**
 * What a mapping's function receives.
 *
 * @param kind the form of the request
 * @param source what it names as the origin: for {@code SQS} the ARN of a queue, for {@code
 *     CLOUDEVENTS} a URI reference, for {@code NATS} empty
 */
public record EnvelopeConfig(Kind kind, String source) {
  /** Forms of requests. */
  public enum Kind {
    /** natsbatch/1. */
    NATS,
    /** The event of Lambda's own mapping of an SQS queue. */
    SQS,
    /** The JSON batch format of CloudEvents 1.0. */
    CLOUDEVENTS
  }
}
