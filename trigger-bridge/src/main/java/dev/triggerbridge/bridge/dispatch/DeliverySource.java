package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.function.Consumer;

/** Where deliveries come from: only as many as were asked for. */
public interface DeliverySource extends AutoCloseable {
  /**
   * Starts; nothing arrives before {@link #request}.
   *
   * @param sink called from one thread of the client; must not block
   * @param lapsed called likewise when a request ended in good order before it was filled
   */
  void start(Consumer<Delivery> sink, Runnable lapsed);

  /**
   * Before {@link #start}: what to do when the server has delivered something that did not arrive
   * here. Called from the thread that delivers, before whatever came behind it.
   */
  default void onGap(Runnable missing) {}

  /** Asks for this many more. */
  void request(int messages);

  /** How many were asked for and have neither arrived nor lapsed. */
  int outstanding();

  /** Milliseconds since anything, a heartbeat included, was heard; meaningful while outstanding. */
  long silentMillis();

  /** Forgets what is outstanding and subscribes anew. */
  void restart();

  /** Stops asking; returns when no further delivery reaches the sink. */
  @Override
  void close();
}
