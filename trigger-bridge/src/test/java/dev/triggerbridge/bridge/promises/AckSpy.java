package dev.triggerbridge.bridge.promises;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Listens to every ack that reaches the server, and to every event stored, and holds the order of
 * both against what the function said. Sees the wire, not the bridge.
 */
final class AckSpy {
  private final InvocationLog function;
  private final boolean expectsEvents;
  private final Set<String> published = ConcurrentHashMap.newKeySet();
  private final Set<Long> acked = ConcurrentHashMap.newKeySet();
  private final Map<Long, String> terminated = new ConcurrentHashMap<>();
  private final Map<Long, Integer> naks = new ConcurrentHashMap<>();
  private final Map<Long, Long> firstNakDelayMillis = new ConcurrentHashMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  AckSpy(
      Connection connection,
      String stream,
      String consumer,
      InvocationLog function,
      boolean expectsEvents) {
    this.function = function;
    this.expectsEvents = expectsEvents;
    Dispatcher dispatcher = connection.createDispatcher();
    dispatcher.subscribe("out.>", this::published);
    dispatcher.subscribe(
        "$JS.ACK." + stream + "." + consumer + ".>", message -> settled(message, stream));
  }

  /** Every ack that came before its record was processed and its events were published. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  boolean isAcked(long sequence) {
    return acked.contains(sequence);
  }

  boolean isTerminated(long sequence) {
    return terminated.containsKey(sequence);
  }

  int naksOf(long sequence) {
    return naks.getOrDefault(sequence, 0);
  }

  int naks() {
    return naks.values().stream().mapToInt(Integer::intValue).sum();
  }

  long firstNakDelayMillis(long sequence) {
    return firstNakDelayMillis.getOrDefault(sequence, -1L);
  }

  private void published(Message message) {
    if (message.hasHeaders()) {
      published.add(String.valueOf(message.getHeaders().getFirst("Nats-Msg-Id")));
    }
  }

  /** {@code $JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<left>} */
  private void settled(Message message, String stream) {
    long sequence = Long.parseLong(message.getSubject().split("\\.")[5]);
    String body = new String(message.getData(), StandardCharsets.US_ASCII);
    if (body.equals("+ACK")) {
      acked.add(sequence);
      if (!function.hasProcessed(sequence)) {
        violations.add(sequence + " was acked before the function had processed it");
      } else if (expectsEvents && !published.contains("done:" + stream + "/" + sequence)) {
        violations.add(sequence + " was acked before its event was published");
      }
    } else if (body.startsWith("+TERM")) {
      terminated.put(sequence, body);
    } else if (body.startsWith("-NAK")) {
      naks.merge(sequence, 1, Integer::sum);
      firstNakDelayMillis.putIfAbsent(
          sequence, Long.parseLong(body.replaceAll("[^0-9]", "")) / 1_000_000);
    }
  }
}
