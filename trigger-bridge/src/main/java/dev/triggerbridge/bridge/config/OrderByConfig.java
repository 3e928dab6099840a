package dev.triggerbridge.bridge.config;

/**
 * By what a mapping keeps order. AWS's FIFO queues and shards fix that at the producer.
 *
 * @param key where a record's key is
 * @param haltOnDeadLetter whether a key stops after a dead letter
 */
public record OrderByConfig(Key key, boolean haltOnDeadLetter) {
  /** Where a record's key is. */
  public sealed interface Key {
    /** A token of the subject, from 1. */
    record SubjectToken(int position) implements Key {}

    /** The first value of a header. */
    record Header(String name) implements Key {}

    /** A field of a JSON or Protobuf payload, with dots between the levels. */
    record PayloadField(String path) implements Key {}
  }
}
