package dev.triggerbridge.benchmarks;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The stream under measurement: filled beforehand, or published to at a fixed rate. */
final class Workload implements AutoCloseable {
  static final String STREAM = "BENCH";
  static final String SUBJECT = "bench.in";
  private static final int MOST_UNCONFIRMED = 2_000;

  private final Connection connection;
  private final JetStream jetStream;
  private final JetStreamManagement management;
  private final byte[] payload;

  Workload(String url, int payloadBytes) throws IOException, InterruptedException {
    connection = Nats.connect(url);
    jetStream = connection.jetStream();
    management = connection.jetStreamManagement();
    payload = new byte[payloadBytes];
    new Random(1).nextBytes(payload);
  }

  /** A new stream with these messages in it, and no other on the server. */
  void fill(int messages) throws Exception {
    // The bridge's own buckets, too: it would not start on a stream that was made anew.
    for (String stream : management.getStreamNames()) {
      management.deleteStream(stream);
    }
    create(STREAM, SUBJECT);
    publishAll(SUBJECT, messages);
  }

  /** One more stream, with these messages in it. */
  void flood(String stream, String subject, int messages) throws Exception {
    create(stream, subject);
    publishAll(subject, messages);
  }

  private void create(String stream, String subject) throws IOException, JetStreamApiException {
    management.addStream(
        StreamConfiguration.builder()
            .name(stream)
            .subjects(subject)
            .storageType(StorageType.File)
            .discardPolicy(DiscardPolicy.New)
            .maxAge(Duration.ofHours(1))
            .maxBytes(4L << 30)
            .duplicateWindow(Duration.ofMinutes(2))
            .build());
  }

  private void publishAll(String subject, int messages) throws Exception {
    Queue<CompletableFuture<PublishAck>> unconfirmed = new ArrayDeque<>();
    for (int i = 0; i < messages; i++) {
      unconfirmed.add(publish(subject));
      if (unconfirmed.size() >= MOST_UNCONFIRMED) {
        unconfirmed.remove().get(30, TimeUnit.SECONDS);
      }
    }
    for (CompletableFuture<PublishAck> publish : unconfirmed) {
      publish.get(30, TimeUnit.SECONDS);
    }
  }

  /**
   * Publishes at the times that the rate dictates, whether or not earlier messages are through: a
   * slow subject is measured with its queue. A message carries the time at which it was due.
   *
   * @return how many were published
   */
  int openLoop(int perSecond, int seconds) throws Exception {
    int total = perSecond * seconds;
    Queue<CompletableFuture<PublishAck>> unconfirmed = new ArrayDeque<>();
    long start = System.nanoTime();
    long startMicros = Stamp.now();
    for (int i = 0; i < total; i++) {
      long dueNanos = i * 1_000_000_000L / perSecond;
      for (long left = dueNanos - (System.nanoTime() - start);
          left > 0;
          left = dueNanos - (System.nanoTime() - start)) {
        LockSupport.parkNanos(left);
      }
      Stamp.write(payload, startMicros + dueNanos / 1_000);
      unconfirmed.add(publish(SUBJECT));
      if (unconfirmed.size() >= MOST_UNCONFIRMED) {
        unconfirmed.remove().get(30, TimeUnit.SECONDS);
      }
    }
    for (CompletableFuture<PublishAck> publish : unconfirmed) {
      publish.get(30, TimeUnit.SECONDS);
    }
    return total;
  }

  /** A durable consumer like the bridge's own, from the first message. */
  void consumer(String name, int maxAckPending) throws IOException, JetStreamApiException {
    management.addOrUpdateConsumer(
        STREAM,
        ConsumerConfiguration.builder()
            .durable(name)
            .ackPolicy(AckPolicy.Explicit)
            .ackWait(Duration.ofSeconds(30))
            .maxDeliver(-1)
            .maxAckPending(maxAckPending)
            .build());
  }

  /** Whether every message has been acked. */
  boolean isDone(String consumer) throws IOException, JetStreamApiException {
    ConsumerInfo info = management.getConsumerInfo(STREAM, consumer);
    return info.getNumPending() == 0 && info.getNumAckPending() == 0;
  }

  /** How many messages of a stream wait to be delivered for the first time. */
  long pending(String stream, String consumer) throws IOException, JetStreamApiException {
    return management.getConsumerInfo(stream, consumer).getNumPending();
  }

  /** How many deliveries were repeated. */
  long redelivered(String consumer) throws IOException, JetStreamApiException {
    return management.getConsumerInfo(STREAM, consumer).getRedelivered();
  }

  @Override
  public void close() throws InterruptedException {
    connection.close();
  }

  private CompletableFuture<PublishAck> publish(String subject) {
    return jetStream.publishAsync(subject, payload.clone());
  }
}
