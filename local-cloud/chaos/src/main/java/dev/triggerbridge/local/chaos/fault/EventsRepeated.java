package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.system.snapshot.Position;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Events of all streams are published a second time, shuffled, as a producer without memory would:
 * under ids that nobody can recognise.
 */
final class EventsRepeated implements Fault {
  private static final List<String> STREAMS = List.of("ORDERS", "PAYMENTS", "INVENTORY");
  private static final int EACH = 12;

  private final ChaosStack stack;
  private final Set<Position> poison;
  private final Random random;
  private long hits;

  /**
   * Copies to come.
   *
   * @param poison what is not copied: every copy would have to be expected in the dead letters
   */
  EventsRepeated(ChaosStack stack, Set<Position> poison, long seed) {
    this.stack = stack;
    this.poison = poison;
    this.random = new Random(seed);
  }

  @Override
  public void begin() throws Exception {
    List<NatsMessage> copies = new ArrayList<>();
    for (String stream : STREAMS) {
      choose(stream, copies);
    }
    Collections.shuffle(copies, random);
    for (NatsMessage copy : copies) {
      hits += stack.connection().jetStream().publish(copy).isDuplicate() ? 0 : 1;
    }
  }

  @Override
  public void end() {
    // Nothing to heal.
  }

  @Override
  public long hits() {
    return hits;
  }

  private void choose(String stream, List<NatsMessage> copies)
      throws IOException, JetStreamApiException {
    JetStreamManagement management = stack.connection().jetStreamManagement();
    long last = management.getStreamInfo(stream).getStreamState().getLastSequence();
    for (int i = 0; i < EACH && last > 0; i++) {
      long sequence = 1 + random.nextLong(last);
      if (!poison.contains(new Position(stream, sequence))) {
        copies.add(copy(management.getMessage(stream, sequence)));
      }
    }
  }

  private static NatsMessage copy(MessageInfo message) {
    Headers headers = new Headers();
    Headers original = message.getHeaders();
    if (original != null) {
      original.forEach(
          (name, values) -> {
            if (!name.startsWith("Nats-")) {
              headers.put(name, values);
            }
          });
    }
    headers.put("Nats-Msg-Id", "copy-" + UUID.randomUUID());
    return NatsMessage.builder()
        .subject(message.getSubject())
        .headers(headers)
        .data(message.getData())
        .build();
  }
}
