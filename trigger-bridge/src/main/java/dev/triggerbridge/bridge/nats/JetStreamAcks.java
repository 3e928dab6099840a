package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.Acks;
import dev.triggerbridge.bridge.message.Delivery;
import io.nats.client.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Settles with confirmed acks: a request for each nak and term, and one for all acks of a batch. A
 * consumer takes acks from one queue in the order of their arrival (processInboundAcks in
 * nats-server, since 2.9), so that the confirmation of the last one is that of all before it
 * (docs/adr/0011).
 */
public final class JetStreamAcks implements Acks {
  private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(5);
  private static final byte[] ACK = ascii("+ACK");
  private static final byte[] IN_PROGRESS = ascii("+WPI");

  private final Connection connection;

  /** Uses the connection; does not close it. */
  public JetStreamAcks(Connection connection) {
    this.connection = connection;
  }

  @Override
  public CompletableFuture<Void> ack(List<Delivery> deliveries) {
    long reconnects = reconnects();
    try {
      for (Delivery delivery : deliveries.subList(0, deliveries.size() - 1)) {
        connection.publish(subject(delivery), ACK);
      }
    } catch (IllegalStateException e) {
      return CompletableFuture.failedFuture(e);
    }
    return confirmed(deliveries.getLast(), ACK)
        .thenRun(
            () -> {
              if (reconnects() != reconnects) {
                // The last one may have gone over another connection than those before it.
                throw new IllegalStateException("reconnected before the acks were confirmed");
              }
            });
  }

  @Override
  public CompletableFuture<Void> nak(Delivery delivery, Duration delay) {
    return confirmed(delivery, ascii("-NAK {\"delay\": " + delay.toNanos() + "}"));
  }

  @Override
  public CompletableFuture<Void> term(Delivery delivery, String reason) {
    return confirmed(delivery, ascii("+TERM " + reason));
  }

  @Override
  public void inProgress(Delivery delivery) {
    try {
      connection.publish(subject(delivery), IN_PROGRESS);
    } catch (IllegalStateException e) {
      // Not connected: the next tick tries again, and ack_wait covers a longer absence.
    }
  }

  private CompletableFuture<Void> confirmed(Delivery delivery, byte[] body) {
    try {
      return connection
          .requestWithTimeout(subject(delivery), body, CONFIRMED_WITHIN)
          .thenAccept(reply -> {});
    } catch (IllegalStateException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private long reconnects() {
    return connection.getStatistics().getReconnects();
  }

  private static String subject(Delivery delivery) {
    return ((ReplySubject) delivery.ack()).subject();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
