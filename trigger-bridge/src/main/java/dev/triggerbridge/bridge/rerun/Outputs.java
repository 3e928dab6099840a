package dev.triggerbridge.bridge.rerun;

import dev.triggerbridge.bridge.dispatch.EventPublisher;
import dev.triggerbridge.bridge.message.OutputEvent;
import java.util.concurrent.CompletableFuture;

/** What becomes of the events that a function returns to a replay. */
public final class Outputs {
  private Outputs() {}

  /** Nothing: the function is a shadow of the one that has published them. */
  public static EventPublisher discarded() {
    return (event, cause) -> CompletableFuture.completedFuture(null);
  }

  /**
   * Published elsewhere: {@code prefix.subject}, under ids of their own, so that streams which
   * remember the original ids keep these.
   */
  public static EventPublisher under(String prefix, String replay, EventPublisher publisher) {
    return (event, cause) ->
        publisher.publish(
            new OutputEvent(
                "replay:" + replay + ":" + event.id(),
                prefix + "." + event.subject(),
                event.contentType(),
                event.dataSchema(),
                event.headers(),
                event.data(),
                event.deliverAt()),
            cause);
  }
}
