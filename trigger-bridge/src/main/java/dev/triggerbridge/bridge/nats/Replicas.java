package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    return ask(ControlService.STATUS, new byte[0], window).stream().map(Message::getData).toList();
  }

  /**
   * The log levels of each replica, as its JSON, after the request was carried out.
   *
   * @param request as {@link ControlService.Replica#logLevel} takes it
   * @param window as above
   * @throws IOException if a replica refuses it; the message says why
   */
  public List<byte[]> logLevels(String request, Duration window)
      throws IOException, InterruptedException {
    List<byte[]> answers = new ArrayList<>();
    for (Message answer :
        ask(ControlService.LOG_LEVEL, request.getBytes(StandardCharsets.UTF_8), window)) {
      String refusal =
          answer.hasHeaders() ? answer.getHeaders().getFirst("Nats-Service-Error") : null;
      if (refusal != null) {
        throw new IOException(refusal);
      }
      answers.add(answer.getData());
    }
    return answers;
  }

  private List<Message> ask(String subject, byte[] request, Duration window)
      throws InterruptedException {
    List<Message> answers = new ArrayList<>();
    String inbox = connection.createInbox();
    Subscription subscription = connection.subscribe(inbox);
    try {
      connection.publish(subject, inbox, request);
      long end = System.nanoTime() + window.toNanos();
      for (long left = window.toNanos(); left > 0; left = end - System.nanoTime()) {
        Message answer = subscription.nextMessage(Duration.ofNanos(left));
        if (answer == null || answer.isStatusMessage()) {
          break;
        }
        answers.add(answer);
      }
      return answers;
    } finally {
      subscription.unsubscribe();
    }
  }
}
