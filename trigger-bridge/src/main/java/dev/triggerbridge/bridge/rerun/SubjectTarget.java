package dev.triggerbridge.bridge.rerun;

import dev.triggerbridge.bridge.deadletter.StoredEntry;
import dev.triggerbridge.bridge.dispatch.EventPublisher;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/**
 * Redrives by publishing the record again, which every consumer of the subject receives. Its {@code
 * Nats-Msg-Id} is made of the entry's id, so that a repetition within the stream's duplicate window
 * stores nothing.
 */
public final class SubjectTarget implements Redriver.Target {
  private final EventPublisher publisher;
  private final Optional<String> subject;

  /**
   * Publishes through the given publisher.
   *
   * @param subject empty for the subject that each record came from
   */
  public SubjectTarget(EventPublisher publisher, Optional<String> subject) {
    this.publisher = publisher;
    this.subject = subject;
  }

  @Override
  public Redriver.Result accept(StoredEntry stored) {
    Delivery origin = Deliveries.of(stored.entry());
    OutputEvent again =
        new OutputEvent(
            "redrive:" + stored.entry().id(),
            subject.orElse(origin.subject()),
            null,
            null,
            stored.entry().headers(),
            stored.entry().data());
    try {
      publisher.publish(again, origin).join();
      return new Redriver.Result.Redriven();
    } catch (CompletionException | CancellationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Redriver.Result.Failed(
          "NOT_PUBLISHED",
          "no stream stored it under %s: %s".formatted(again.subject(), cause.getMessage()));
    }
  }
}
