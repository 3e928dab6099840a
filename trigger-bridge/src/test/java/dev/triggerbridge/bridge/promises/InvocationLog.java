package dev.triggerbridge.bridge.promises;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What the function saw and which records it said are processed. */
final class InvocationLog {
  private final Map<Long, Integer> invocations = new ConcurrentHashMap<>();
  private final Map<Long, Integer> highestDelivery = new ConcurrentHashMap<>();
  private final Set<Long> processed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answers = new AtomicInteger();
  private final Map<Long, Integer> processedBy = new ConcurrentHashMap<>();
  private final List<Start> starts = new CopyOnWriteArrayList<>();
  private final List<Integer> batchSizes = new CopyOnWriteArrayList<>();

  void invoked(Request request) {
    for (Request.Rec record : request.records()) {
      starts.add(new Start(record.subject(), record.sequence(), answers.get()));
    }
    batchSizes.add(request.records().size());
    for (Request.Rec record : request.records()) {
      invocations.merge(record.sequence(), 1, Integer::sum);
      highestDelivery.merge(record.sequence(), record.deliveryCount(), Math::max);
    }
  }

  void answers(Reply reply) {
    int answer = answers.getAndIncrement();
    reply.processed().forEach(sequence -> processedBy.putIfAbsent(sequence, answer));
    processed.addAll(reply.processed());
  }

  /** Every invocation of every record, in the order of their starts. */
  List<Start> starts() {
    return new ArrayList<>(starts);
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

  /** Whether one of the function's first so many answers said that the record is processed. */
  boolean hasProcessed(long sequence, int answers) {
    return processedBy.getOrDefault(sequence, Integer.MAX_VALUE) < answers;
  }

  int processedCount() {
    return processed.size();
  }

  List<Integer> batchSizes() {
    return new ArrayList<>(batchSizes);
  }

  /**
   * A record reached the function.
   *
   * @param answers how many answers the function had given by then
   */
  record Start(String subject, long sequence, int answers) {}
}
