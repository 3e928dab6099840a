package dev.triggerbridge.bridge.batch;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.List;

/** Writes deliveries as the payload of one invocation. Thread-safe. */
public interface Encoding {
  /**
   * The payload.
   *
   * @param batchId comes back in the answer
   * @throws ClaimChecks.PayloadNotStoredException if a payload that goes by claim check cannot now
   */
  byte[] encode(String batchId, List<Delivery> deliveries);

  /** An upper bound of the bytes that one delivery takes in the payload. */
  long sizeOf(Delivery delivery);

  /** An upper bound of the bytes around the records. */
  long overhead();

  /**
   * What the function calls a record in its answer. Stable over deliveries; two records of one
   * batch may share it where a producer's own id is used, and then they share their outcome.
   */
  default String idOf(Delivery delivery) {
    return delivery.id();
  }
}
