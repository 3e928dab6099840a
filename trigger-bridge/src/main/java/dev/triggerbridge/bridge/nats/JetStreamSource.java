package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.DeliverySource;
import dev.triggerbridge.bridge.message.Delivery;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.MessageHandler;
import io.nats.client.impl.Headers;
import io.nats.client.support.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pulls from a durable consumer with requests of our own, so that exactly as many messages are on
 * their way as there are permits, over one subscription.
 *
 * <p>The protocol is that of NATS ADR-37 and the server's {@code CONSUMER.MSG.NEXT} API: a request
 * ends when it is filled, or with a status message that says how much of it is left.
 */
public final class JetStreamSource implements DeliverySource {
  private static final Duration EXPIRES = Duration.ofSeconds(30);
  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int STATUS_HEARTBEAT = 100;
  private static final int STATUS_EXPIRED = 408;
  private static final int STATUS_CONFLICT = 409;

  /** More than any message, which the server limits to 64 MB; a pull ends when it is used up. */
  private static final long MOST_BYTES = 80L << 20;

  private static final String PENDING_MESSAGES = "Nats-Pending-Messages";

  private final Connection connection;
  private final String requestSubject;
  private final String inbox;
  private final DeliveryMapper mapper;
  private final AtomicInteger outstanding = new AtomicInteger();
  private final AtomicLong requests = new AtomicLong();
  private final ConnectionListener onReconnect = this::connectionChanged;
  private final AtomicInteger generation = new AtomicInteger();
  private volatile long heardAt = System.nanoTime();
  private final AtomicLong deliveredUpTo = new AtomicLong(-1);
  private volatile Runnable missing = () -> {};
  private volatile MessageHandler handler = message -> {};
  private volatile @Nullable Dispatcher dispatcher;

  /** Uses the connection; does not close it. */
  public JetStreamSource(Connection connection, ConsumerSpec spec, String epoch) {
    this.connection = connection;
    this.requestSubject = "$JS.API.CONSUMER.MSG.NEXT." + spec.stream() + "." + spec.consumer();
    this.inbox = connection.createInbox();
    this.mapper = new DeliveryMapper(epoch);
  }

  @Override
  public void onGap(Runnable action) {
    missing = action;
  }

  @Override
  public void start(Consumer<Delivery> sink, Runnable lapsed) {
    handler = message -> received(message, sink, lapsed);
    subscribe();
    connection.addConnectionListener(onReconnect);
  }

  @Override
  public void request(int messages) {
    outstanding.addAndGet(messages);
    String body =
        "{\"batch\":%d,\"expires\":%d,\"idle_heartbeat\":%d,\"max_bytes\":%d}"
            .formatted(messages, EXPIRES.toNanos(), HEARTBEAT.toNanos(), MOST_BYTES);
    try {
      connection.publish(
          requestSubject,
          inbox + "." + generation.get() + "-" + requests.incrementAndGet(),
          body.getBytes(StandardCharsets.UTF_8));
      heardAt = System.nanoTime();
    } catch (IllegalStateException e) {
      // Not connected, and the buffer for that time is full: ask again later.
      lapsed(messages);
    }
  }

  @Override
  public int outstanding() {
    return Math.max(0, outstanding.get());
  }

  @Override
  public long silentMillis() {
    return Duration.ofNanos(System.nanoTime() - heardAt).toMillis();
  }

  @Override
  public void restart() {
    forgetRequests();
    Dispatcher old = dispatcher;
    try {
      subscribe();
    } catch (IllegalStateException e) {
      // Not connected for good: there is nothing to subscribe to, and the next restart tries again.
      return;
    }
    if (old != null && !drained(old)) {
      closeQuietly(old);
    }
  }

  @Override
  public void close() {
    connection.removeConnectionListener(onReconnect);
    Dispatcher open = dispatcher;
    if (open != null && !drained(open)) {
      closeQuietly(open);
    }
  }

  /** On the same inbox, so that what is on its way arrives at the new subscription. */
  private void subscribe() {
    Dispatcher fresh = connection.createDispatcher(handler);
    // Demand bounds what can queue up; the client's own limits would drop messages silently.
    fresh.setPendingLimits(-1, -1);
    fresh.subscribe(inbox + ".*");
    dispatcher = fresh;
  }

  private void forgetRequests() {
    generation.incrementAndGet();
    outstanding.set(0);
    heardAt = System.nanoTime();
  }

  private void closeQuietly(Dispatcher open) {
    try {
      connection.closeDispatcher(open);
    } catch (IllegalStateException | IllegalArgumentException e) {
      // The connection was closed before, and its dispatchers with it.
    }
  }

  /**
   * Unsubscribes, and hands over what has been received: it would otherwise be missing until
   * ack_wait is over.
   */
  private boolean drained(Dispatcher open) {
    try {
      return open.drain(DRAIN).get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IllegalStateException
        | IllegalArgumentException
        | ExecutionException
        | TimeoutException e) {
      // Not connected, or the sink is slow.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The server forgets the requests of a connection that is gone. */
  private void connectionChanged(Connection changed, ConnectionListener.Events event) {
    if (event == ConnectionListener.Events.RECONNECTED) {
      forgetRequests();
    }
  }

  private void received(Message message, Consumer<Delivery> sink, Runnable lapsed) {
    heardAt = System.nanoTime();
    if (message.isStatusMessage()) {
      ended(message);
      if (endedInGoodOrder(message.getStatus())) {
        // Only then: asking at once after an error would spin.
        lapsed.run();
      }
    } else if (message.isJetStream()) {
      lapsed(1);
      long expected = deliveredUpTo.get() + 1;
      deliveredUpTo.set(message.metaData().consumerSequence());
      if (deliveredUpTo.get() != expected) {
        missing.run();
      }
      sink.accept(mapper.map(message));
    }
  }

  private static boolean endedInGoodOrder(Status status) {
    return status.getCode() == STATUS_EXPIRED
        || (status.getCode() == STATUS_CONFLICT
            && status.getMessage() != null
            && status.getMessage().toLowerCase(Locale.ROOT).contains("maxbytes"));
  }

  private void ended(Message status) {
    if (status.getStatus().getCode() == STATUS_HEARTBEAT
        || !status.getSubject().startsWith(inbox + "." + generation.get() + "-")) {
      return;
    }
    Headers headers = status.getHeaders();
    String left = headers == null ? null : headers.getFirst(PENDING_MESSAGES);
    lapsed(left == null ? outstanding.get() : Integer.parseInt(left));
  }

  private void lapsed(int messages) {
    outstanding.updateAndGet(before -> Math.max(0, before - messages));
  }
}
