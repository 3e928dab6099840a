package dev.triggerbridge.local.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every PaymentIntent, in the order of creation and by order. For use under the books' lock. */
final class IntentBooks {
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<Intent> intents = new ArrayList<>();
  private final Map<String, List<String>> byOrder = new HashMap<>();

  void put(Intent intent) {
    Integer position = positions.get(intent.id());
    if (position != null) {
      intents.set(position, intent);
      return;
    }
    positions.put(intent.id(), intents.size());
    intents.add(intent);
    byOrder.computeIfAbsent(intent.orderId(), ignored -> new ArrayList<>()).add(intent.id());
  }

  Optional<Intent> find(String id) {
    return Optional.ofNullable(positions.get(id)).map(intents::get);
  }

  List<Intent> ofOrder(String orderId) {
    return byOrder.getOrDefault(orderId, List.of()).stream()
        .flatMap(id -> find(id).stream())
        .toList();
  }

  /** The newest first, as Stripe lists. */
  List<Intent> newestFirst() {
    return intents.reversed().stream().toList();
  }
}
