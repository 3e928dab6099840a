package dev.triggerbridge.local.system.simulate;

import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.snapshot.Position;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Publishes a plan's messages and notes each PubAck in the journal. */
public final class OrderSimulator {
  private static final int IN_FLIGHT = 256;
  private static final int TRIES = 5;

  private final JetStream jetStream;
  private final JournalFile journal;
  private final ProducerTraces traces;
  private final Semaphore window = new Semaphore(IN_FLIGHT);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * A simulator.
   *
   * @param nats connection, kept by the caller
   * @param journal where PubAcks are noted
   * @param traces get a span for each message
   */
  public OrderSimulator(Connection nats, JournalFile journal, ProducerTraces traces)
      throws IOException {
    this.traces = traces;
    this.jetStream = nats.jetStream();
    this.journal = journal;
  }

  /**
   * Places the orders and returns when every PubAck has been noted.
   *
   * @param rate messages per second in an open loop, or null for as fast as PubAcks allow
   * @throws IOException if a message found no PubAck after several tries
   */
  public void place(OrderPlan plan, @Nullable Double rate)
      throws IOException, InterruptedException {
    List<Publication> publications = Publications.of(plan, System.currentTimeMillis());
    long begin = System.nanoTime();
    for (int i = 0; i < publications.size() && failure.get() == null; i++) {
      if (rate != null) {
        waitUntil(begin + (long) (i * 1e9 / rate));
      }
      window.acquire();
      publish(publications.get(i), 1);
    }
    window.acquire(IN_FLIGHT);
    window.release(IN_FLIGHT);
    traces.flush();
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IOException("an order could not be placed: " + failed.getMessage(), failed);
    }
  }

  private void publish(Publication publication, int attempt) {
    ProducerTraces.Begun span =
        traces.begin(publication.subject(), publication.headers().get("Nats-Msg-Id"));
    Headers headers = null;
    if (!publication.headers().isEmpty()) {
      headers = new Headers();
      publication.headers().forEach(headers::put);
      if (traces.isOn()) {
        headers.put("traceparent", span.traceparent());
      }
    }
    NatsMessage message =
        NatsMessage.builder()
            .subject(publication.subject())
            .headers(headers)
            .data(publication.data())
            .build();
    var unused =
        jetStream
            .publishAsync(message)
            .whenComplete(
                (ack, error) -> {
                  traces.end(span);
                  acknowledged(publication, attempt, ack, error);
                });
  }

  private void acknowledged(
      Publication publication, int attempt, @Nullable PublishAck ack, @Nullable Throwable error) {
    if (ack == null && attempt < TRIES) {
      publish(publication, attempt + 1);
      return;
    }
    try {
      if (ack == null) {
        throw new CompletionException(error);
      }
      note(publication, new Position(ack.getStream(), ack.getSeqno()));
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    } finally {
      window.release();
    }
  }

  private void note(Publication publication, Position position) {
    try {
      String orderId = publication.orderId();
      if (orderId == null) {
        journal.poison(position);
      } else {
        journal.placed(position, orderId);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void waitUntil(long nanoTime) throws InterruptedException {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(left);
    }
  }
}
