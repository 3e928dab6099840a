package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks every replica that is connected to the same account. Methods block. */
public final class Replicas {
  private final Connection connection;

  Replicas(Connection connection) {
    this.connection = connection;
  }

  /**
   * The status of each replica, as its JSON.
   *
   * @param window for how long answers are collected; nobody knows how many will come
   */
  public List<byte[]> statuses(Duration window) throws InterruptedException {
    List<byte[]> answers = new ArrayList<>();
    String inbox = connection.createInbox();
    Subscription subscription = connection.subscribe(inbox);
    try {
      connection.publish(ControlService.STATUS, inbox, new byte[0]);
      long end = System.nanoTime() + window.toNanos();
      for (long left = window.toNanos(); left > 0; left = end - System.nanoTime()) {
        Message answer = subscription.nextMessage(Duration.ofNanos(left));
        if (answer == null || answer.isStatusMessage()) {
          break;
        }
        answers.add(answer.getData());
      }
      return answers;
    } finally {
      subscription.unsubscribe();
    }
  }
}
