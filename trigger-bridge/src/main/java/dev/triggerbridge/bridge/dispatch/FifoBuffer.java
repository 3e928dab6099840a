package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** First in, first out, whatever is out already. */
final class FifoBuffer implements RecordBuffer {
  private final LinkedBlockingQueue<Delivery> queue = new LinkedBlockingQueue<>();

  @Override
  public void add(Delivery delivery) {
    queue.add(delivery);
  }

  @Override
  public @Nullable Delivery poll(long millis) throws InterruptedException {
    return queue.poll(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void settled(Delivery delivery) {}

  @Override
  public List<Delivery> drain() {
    List<Delivery> left = new ArrayList<>();
    queue.drainTo(left);
    return left;
  }
}
