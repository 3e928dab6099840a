package dev.triggerbridge.bridge.promises;

import dev.triggerbridge.bridge.batch.Encoding;
import dev.triggerbridge.bridge.message.Delivery;
import java.util.List;
import java.util.function.Predicate;

/**
 * Fails as nothing in operation does.
 *
 * @param encoding works for all other batches
 * @param bug which records it fails for
 */
record BuggyEncoding(Encoding encoding, Predicate<Delivery> bug) implements Encoding {
  @Override
  public byte[] encode(String batchId, List<Delivery> deliveries) {
    if (deliveries.stream().anyMatch(bug)) {
      throw new IllegalStateException("a bug, for this test");
    }
    return encoding.encode(batchId, deliveries);
  }

  @Override
  public long sizeOf(Delivery delivery) {
    return encoding.sizeOf(delivery);
  }

  @Override
  public long overhead() {
    return encoding.overhead();
  }
}
