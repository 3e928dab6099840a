package dev.triggerbridge.local.system.check;

import dev.triggerbridge.local.system.snapshot.Position;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An order whose PubAck was received is in the stream, where the PubAck said. */
final class PlacedIsStored implements Invariant {
  @Override
  public Verdict check(Evidence evidence) {
    Map<Position, String> stored = new HashMap<>();
    for (StreamContent stream : evidence.snapshot().streams()) {
      for (StreamMessage message : stream.messages()) {
        Events.read(message)
            .ifPresent(
                event ->
                    stored.put(
                        new Position(stream.name(), message.sequence()), Events.orderId(event)));
      }
    }
    List<String> violations = new ArrayList<>();
    Map<Position, String> placed = evidence.snapshot().journal().placed();
    placed.forEach(
        (position, orderId) -> {
          String found = stored.get(position);
          if (!orderId.equals(found)) {
            violations.add(
                "%s should hold order %s but holds %s".formatted(position, orderId, found));
          }
        });
    return Verdict.of("every acknowledged order is stored", violations, placed.size() + " PubAcks");
  }
}
