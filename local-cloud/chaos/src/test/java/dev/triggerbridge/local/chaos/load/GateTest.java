package dev.triggerbridge.local.chaos.load;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class GateTest {
  private final Gate gate = new Gate();

  @Test
  void order_beyond_the_limit_waits_until_another_is_allowed() throws Exception {
    gate.allow(2);
    gate.await(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      Future<?> third =
          threads.submit(
              () -> {
                thread.complete(Thread.currentThread());
                gate.await(2);
                return null;
              });
      Thread waiting = thread.get();
      await().until(() -> waiting.getState() == Thread.State.WAITING);
      gate.allow(1);
      assertThat(third).isNotDone();
      gate.allowAnother();
      third.get(10, SECONDS);
    }
  }

  @Test
  void open_gate_stays_open() throws Exception {
    gate.open();
    gate.allowAnother();
    gate.allow(3);
    gate.await(Integer.MAX_VALUE - 1);
  }
}
