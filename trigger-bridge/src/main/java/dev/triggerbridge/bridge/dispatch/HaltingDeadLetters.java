package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.lanes.KeyHash;
import dev.triggerbridge.bridge.lanes.KeyReader;
import dev.triggerbridge.bridge.lanes.OrderKey;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;

/**
 * Halts the key of a dead letter before it is stored: after a crash between the two, nothing of
 * that key overtakes the record that comes back.
 */
final class HaltingDeadLetters implements DeadLetters {
  private final DeadLetters destination;
  private final KeyReader keys;
  private final LaneBuffer lanes;
  private final LaneHalts halts;
  private final DispatchObserver observer;

  HaltingDeadLetters(
      DeadLetters destination,
      KeyReader keys,
      LaneBuffer lanes,
      LaneHalts halts,
      DispatchObserver observer) {
    this.destination = destination;
    this.keys = keys;
    this.lanes = lanes;
    this.halts = halts;
    this.observer = observer;
  }

  @Override
  public void store(Delivery delivery, AckDecision.DeadLetter reason)
      throws StoreUnavailableException {
    if (keys.read(delivery) instanceof OrderKey.Keyed keyed) {
      String hash = KeyHash.of(keyed.key());
      halts.halt(hash, delivery.sequence());
      lanes.halt(hash, delivery.sequence());
      observer.alarm(
          "KEY_HALTED",
          "%s is a dead letter: the records of its key wait until `trigger-bridge lanes release --hash %s` lets them go on"
              .formatted(delivery.id(), hash));
    }
    destination.store(delivery, reason);
  }
}
