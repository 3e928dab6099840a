package dev.triggerbridge.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time of publishing, in microseconds since 1970, as the first digits of a payload. */
final class Stamp {
  /** Bytes of a stamp: enough digits until the year 2286. */
  static final int LENGTH = 16;

  private Stamp() {}

  static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  static void write(byte[] payload, long micros) {
    long rest = micros;
    for (int i = LENGTH - 1; i >= 0; i--) {
      payload[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  static long read(byte[] payload) {
    long micros = 0;
    for (int i = 0; i < LENGTH; i++) {
      micros = micros * 10 + (payload[i] - '0');
    }
    return micros;
  }
}
