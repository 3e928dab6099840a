package dev.triggerbridge.bridge.batch;

import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.time.Instant;

/** Deliveries for tests. */
final class Deliveries {
  private Deliveries() {}

  static Delivery delivery(long sequence, int bytes, long pending) {
    return delivery(sequence, "in.a", Headers.NONE, new byte[bytes], pending);
  }

  static Delivery delivery(
      long sequence, String subject, Headers headers, byte[] data, long pending) {
    return new Delivery(
        "S",
        "e",
        sequence,
        subject,
        headers,
        data,
        Instant.parse("2026-11-23T10:00:00.123456789Z"),
        1,
        pending,
        new AckToken() {});
  }
}
