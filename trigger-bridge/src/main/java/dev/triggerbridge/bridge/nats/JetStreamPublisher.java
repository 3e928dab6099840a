package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.EventPublisher;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamOptions;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Publishes returned events and waits for their PubAcks, all in flight at once. */
public final class JetStreamPublisher implements EventPublisher {
  /** A PubAck that takes longer is missing. */
  static final JetStreamOptions OPTIONS =
      JetStreamOptions.builder().requestTimeout(Duration.ofSeconds(5)).build();

  /**
   * The record whose function returned the event: stream, epoch and sequence. What the function
   * itself has said there stays.
   */
  static final String CAUSE = "Caused-By";

  private static final String TRACE_PARENT = "traceparent";
  private static final String TRACE_STATE = "tracestate";

  private final JetStream jetStream;

  /** Uses the connection; does not close it. */
  public JetStreamPublisher(Connection connection) throws IOException {
    this.jetStream = connection.jetStream(OPTIONS);
  }

  @Override
  public CompletableFuture<Void> publish(OutputEvent event, Delivery cause) {
    try {
      NatsMessage message =
          NatsMessage.builder()
              .subject(event.subject())
              .headers(headers(event, cause))
              .data(event.data())
              .build();
      return jetStream
          .publishAsync(message, PublishOptions.builder().messageId(event.id()).build())
          .thenAccept(stored -> {});
    } catch (IllegalStateException | IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  static String cause(String stream, String epoch, long sequence) {
    return stream + "/" + epoch + "/" + sequence;
  }

  static Headers headers(OutputEvent event, Delivery cause) {
    Headers headers = new Headers();
    event.headers().values().forEach((name, values) -> headers.add(name, values));
    if (event.contentType() != null) {
      headers.put("Content-Type", event.contentType());
    }
    if (event.dataSchema() != null) {
      headers.put("Data-Schema", event.dataSchema());
    }
    if (!headers.containsKey(CAUSE)) {
      headers.put(CAUSE, cause(cause.stream(), cause.epoch(), cause.sequence()));
    }
    String parent = cause.headers().first(TRACE_PARENT);
    if (parent != null && !headers.containsKey(TRACE_PARENT)) {
      headers.put(TRACE_PARENT, parent);
      String state = cause.headers().first(TRACE_STATE);
      if (state != null) {
        headers.put(TRACE_STATE, state);
      }
    }
    return headers;
  }
}
