package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The records of one mapping that are here now, by sequence. Thread-safe. */
final class RecordTraces {
  /** A record whose work ended with a bug is never settled here: these must not grow for ever. */
  private static final int MOST = 100_000;

  private final SpanMaker spans;
  private final Map<Long, RecordTrace> here = new ConcurrentHashMap<>();

  RecordTraces(SpanMaker spans) {
    this.spans = spans;
  }

  SpanMaker spans() {
    return spans;
  }

  void received(Delivery delivery) {
    RecordTrace known = here.get(delivery.sequence());
    if (known != null) {
      known.redelivered(delivery);
    } else if (here.size() < MOST) {
      here.put(delivery.sequence(), new RecordTrace(spans, delivery));
    }
  }

  /** Null if it is not followed. */
  @Nullable RecordTrace of(Delivery delivery) {
    return here.get(delivery.sequence());
  }

  void forget(Delivery delivery, RecordTrace trace) {
    here.remove(delivery.sequence(), trace);
  }
}
