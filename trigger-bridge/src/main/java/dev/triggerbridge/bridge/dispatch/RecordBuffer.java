package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where records wait between the pull and their batch. Thread-safe. */
interface RecordBuffer {
  /** A record waits; permits bound how many do. Does not block. */
  void add(Delivery delivery);

  /** Waits for a record that may go out; null after the time. */
  @Nullable Delivery poll(long millis) throws InterruptedException;

  /** A record that went out is settled or handed back. */
  void settled(Delivery delivery);

  /** Whether records must come in even if their bytes are more than what is wanted here. */
  default boolean mustReceive() {
    return false;
  }

  /** Takes everything that still waits. */
  List<Delivery> drain();
}
