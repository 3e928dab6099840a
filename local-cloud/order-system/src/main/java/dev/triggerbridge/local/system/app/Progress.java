package dev.triggerbridge.local.system.app;

import dev.triggerbridge.local.system.read.Quiescence;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says on the terminal how far a run is. Thread-safe. */
final class Progress {
  private static final int PAUSE_SECONDS = 2;

  private final PrintStream out;
  private final long start = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  /** A line now. */
  synchronized void say(String text) {
    out.printf(Locale.ROOT, "%5.1f s  %s%n", (System.nanoTime() - start) / 1e9, text);
    out.flush();
  }

  /** A line about the work every two seconds until it is closed. */
  Watch watch(Quiescence work) {
    AtomicBoolean closed = new AtomicBoolean();
    return new Watch(Thread.ofVirtual().name("progress").start(() -> repeat(work, closed)), closed);
  }

  /**
   * Lines in the making.
   *
   * @param thread that makes them
   * @param closed whether they are to end
   */
  record Watch(Thread thread, AtomicBoolean closed) implements AutoCloseable {
    @Override
    public void close() {
      closed.set(true);
      thread.interrupt();
    }
  }

  private void repeat(Quiescence work, AtomicBoolean closed) {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        show(work.look());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (IOException | JetStreamApiException | RuntimeException e) {
      // The run itself meets the same trouble, and reports it. The client wraps an interruption.
      if (!closed.get()) {
        say("progress is not shown any more: " + e.getMessage());
      }
    }
  }

  private void show(Quiescence.Look look) {
    say(
        "placed %,d  created %,d  confirmed %,d  cancelled %,d  dead letters %,d  to do %,d"
            .formatted(
                look.on("orders.placed.v1"),
                look.on("orders.created.v2"),
                look.on("orders.confirmed.v1"),
                look.on("orders.cancelled.v1"),
                look.on("orders.dlq"),
                look.left()));
  }
}
