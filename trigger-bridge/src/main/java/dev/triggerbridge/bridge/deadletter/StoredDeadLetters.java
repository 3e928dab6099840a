package dev.triggerbridge.bridge.deadletter;

import dev.triggerbridge.bridge.dispatch.DeadLetters;
import dev.triggerbridge.bridge.dispatch.StoreUnavailableException;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * One mapping's dead letters, whatever their destination. What the destination cannot hold goes by
 * claim check where one is configured. Everything else that is not confirmed is refused, so that
 * the record is held and alarmed, never dropped.
 */
public final class StoredDeadLetters implements DeadLetters {
  private final String mapping;
  private final String consumer;
  private final Optional<EntrySender> sender;
  private final Optional<PayloadStore> claimChecks;
  private final Clock clock;

  /**
   * For one mapping.
   *
   * @param sender empty if there is no destination, and then nothing can be stored
   * @param claimChecks for payloads that do not fit the destination
   */
  public StoredDeadLetters(
      String mapping,
      String consumer,
      Optional<EntrySender> sender,
      Optional<PayloadStore> claimChecks,
      Clock clock) {
    this.mapping = mapping;
    this.consumer = consumer;
    this.sender = sender;
    this.claimChecks = claimChecks;
    this.clock = clock;
  }

  @Override
  public void store(Delivery delivery, AckDecision.DeadLetter reason)
      throws StoreUnavailableException {
    if (sender.isEmpty()) {
      throw new StoreUnavailableException(
          // Not the function's own words, which may quote the payload: this is logged.
          "mapping %s has no onFailure destination for %s (%s): it is held; configure onFailure"
              .formatted(mapping, delivery.id(), reason.errorClass()));
    }
    EntrySender destination = sender.get();
    try {
      send(destination, DeadLetterEntry.of(delivery, reason, mapping, consumer, clock.instant()));
    } catch (IOException | EntryTooLargeException e) {
      throw new StoreUnavailableException(
          "dead letter of %s was not stored in %s: %s"
              .formatted(delivery.id(), destination.destination(), e.getMessage()),
          e);
    }
  }

  private void send(EntrySender destination, DeadLetterEntry entry)
      throws IOException, EntryTooLargeException {
    try {
      destination.send(entry);
    } catch (EntryTooLargeException e) {
      if (claimChecks.isEmpty()) {
        throw new EntryTooLargeException(
            e.getMessage() + "; configure claimCheck, or a destination that holds it");
      }
      destination.send(entry.withDataAt(claimChecks.get().put(entry)));
    }
  }
}
