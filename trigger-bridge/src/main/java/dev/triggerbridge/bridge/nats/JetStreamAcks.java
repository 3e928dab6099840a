package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.Acks;
import dev.triggerbridge.bridge.message.Delivery;
import io.nats.client.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Settles with confirmed acks: a request per message, all in flight at once. */
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
  public CompletableFuture<Void> ack(Delivery delivery) {
    return confirmed(delivery, ACK);
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

  private static String subject(Delivery delivery) {
    return ((ReplySubject) delivery.ack()).subject();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
