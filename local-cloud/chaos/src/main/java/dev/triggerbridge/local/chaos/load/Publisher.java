package dev.triggerbridge.local.chaos.load;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes until there is a PubAck, as a producer does that must not lose an order: the same
 * message under the same id, again and again. Thread-safe.
 */
final class Publisher {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final JetStream jetStream;
  private final Executor later =
      CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);

  Publisher(Connection nats) throws IOException {
    this.jetStream = nats.jetStream();
  }

  /** Returns at once; the consumer gets the PubAck in another thread, whenever there is one. */
  void publish(
      String subject, Map<String, String> headers, byte[] data, Consumer<PublishAck> stored) {
    Headers sent = null;
    if (!headers.isEmpty()) {
      sent = new Headers();
      headers.forEach(sent::put);
    }
    NatsMessage message = NatsMessage.builder().subject(subject).headers(sent).data(data).build();
    attempt(message, stored);
  }

  private void attempt(NatsMessage message, Consumer<PublishAck> stored) {
    CompletableFuture<PublishAck> answer;
    try {
      answer = jetStream.publishAsync(message);
    } catch (RuntimeException e) {
      again(message, stored);
      return;
    }
    var unused =
        answer.whenComplete(
            (@Nullable PublishAck ack, @Nullable Throwable error) -> {
              if (ack == null || error != null) {
                again(message, stored);
              } else {
                stored.accept(ack);
              }
            });
  }

  private void again(NatsMessage message, Consumer<PublishAck> stored) {
    later.execute(() -> attempt(message, stored));
  }
}
