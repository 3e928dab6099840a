package dev.triggerbridge.bridge.lanes;

import dev.triggerbridge.bridge.message.Delivery;

/** Reads the key of a record. Thread-safe; never throws for what a record contains. */
@FunctionalInterface
public interface KeyReader {
  /** The record's key. */
  OrderKey read(Delivery delivery);

  /** A token of the subject, from 1. */
  static KeyReader subjectToken(int position) {
    return delivery -> {
      String[] tokens = delivery.subject().split("\\.", -1);
      return tokens.length < position
          ? new OrderKey.None()
          : new OrderKey.Keyed(tokens[position - 1]);
    };
  }

  /** The first value of a header. */
  static KeyReader header(String name) {
    return delivery -> {
      String value = delivery.headers().first(name);
      return value == null || value.isEmpty() ? new OrderKey.None() : new OrderKey.Keyed(value);
    };
  }

  /**
   * A field of a payload, with dots between the levels.
   *
   * @param others reads the key of payloads that are no JSON
   */
  static KeyReader payloadField(String path, KeyReader others) {
    return new PayloadFieldKey(path, others);
  }
}
