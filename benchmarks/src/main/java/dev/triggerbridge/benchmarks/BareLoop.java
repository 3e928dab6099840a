package dev.triggerbridge.benchmarks;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PullSubscribeOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The least that moves messages from JetStream to Lambda: pull, encode, POST, ack. Unsigned,
 * nothing is checked, nothing is retried; a failure ends it. What the bridge does on top of that is
 * the difference between the two.
 */
public final class BareLoop {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LINGER = Duration.ofMillis(1);

  private final JetStreamSubscription subscription;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI invoke;
  private final int batchSize;
  private final Semaphore permits;

  private BareLoop(JetStreamSubscription subscription, URI invoke, int batchSize, int concurrency) {
    this.subscription = subscription;
    this.invoke = invoke;
    this.batchSize = batchSize;
    this.permits = new Semaphore(concurrency);
  }

  /** Arguments: NATS address, stream, consumer, Lambda address, batch size, concurrency. */
  public static void main(String[] arguments) throws Exception {
    try (Connection connection = Nats.connect(arguments[0])) {
      JetStreamSubscription subscription =
          connection
              .jetStream()
              .subscribe(null, PullSubscribeOptions.bind(arguments[1], arguments[2]));
      new BareLoop(
              subscription,
              URI.create(arguments[3] + "/2015-03-31/functions/noop/invocations"),
              Integer.parseInt(arguments[4]),
              Integer.parseInt(arguments[5]))
          .run();
    }
  }

  private void run() throws Exception {
    System.out.println(NoopLambda.READY + 0);
    int asked = 0;
    while (true) {
      // As much on its way as may be under way: the next batch is there when a permit comes back.
      while (asked <= batchSize * 4) {
        subscription.pull(batchSize * 4);
        asked += batchSize * 4;
      }
      Message first = subscription.nextMessage(IDLE);
      if (first == null) {
        continue;
      }
      permits.acquire();
      List<Message> batch = new ArrayList<>(batchSize);
      for (Message more = first; more != null; more = next(batch)) {
        if (more.isJetStream()) {
          batch.add(more);
        }
      }
      asked -= batch.size();
      Thread.startVirtualThread(() -> invoke(batch));
    }
  }

  private @Nullable Message next(List<Message> batch) throws InterruptedException {
    return batch.size() < batchSize ? subscription.nextMessage(LINGER) : null;
  }

  private void invoke(List<Message> batch) {
    try {
      HttpResponse<Void> response =
          http.send(
              HttpRequest.newBuilder(invoke)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(encode(batch)))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("the endpoint answered " + response.statusCode());
      }
      batch.forEach(Message::ack);
    } catch (IOException | InterruptedException | RuntimeException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    } finally {
      permits.release();
    }
  }

  private static byte[] encode(List<Message> batch) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(batch.size() * 640);
    write(out, "{\"schema\":\"natsbatch/1\",\"batchId\":\"b\",\"records\":[");
    String comma = "";
    for (Message message : batch) {
      long sequence = message.metaData().streamSequence();
      write(out, comma + "{\"id\":\"BENCH/" + sequence + "\",\"subject\":\"");
      write(out, message.getSubject() + "\",\"data\":\"");
      out.writeBytes(Base64.getEncoder().encode(message.getData()));
      write(out, "\"}");
      comma = ",";
    }
    write(out, "]}");
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
