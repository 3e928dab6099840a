package dev.triggerbridge.bridge.promises;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the function saw and which records it said are processed. */
final class InvocationLog {
  private final Map<Long, Integer> invocations = new ConcurrentHashMap<>();
  private final Map<Long, Integer> highestDelivery = new ConcurrentHashMap<>();
  private final Set<Long> processed = ConcurrentHashMap.newKeySet();
  private final List<Integer> batchSizes = new CopyOnWriteArrayList<>();

  void invoked(Request request) {
    batchSizes.add(request.records().size());
    for (Request.Rec record : request.records()) {
      invocations.merge(record.sequence(), 1, Integer::sum);
      highestDelivery.merge(record.sequence(), record.deliveryCount(), Math::max);
    }
  }

  void answers(Reply reply) {
    processed.addAll(reply.processed());
  }

  int invocationsOf(long sequence) {
    return invocations.getOrDefault(sequence, 0);
  }

  /** How often the broker delivered the record, as the function was told. */
  int deliveriesOf(long sequence) {
    return highestDelivery.getOrDefault(sequence, 0);
  }

  boolean hasProcessed(long sequence) {
    return processed.contains(sequence);
  }

  int processedCount() {
    return processed.size();
  }

  List<Integer> batchSizes() {
    return new ArrayList<>(batchSizes);
  }
}
