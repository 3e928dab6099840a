package dev.triggerbridge.bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IsolationTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Isolation isolation = new Isolation();
  private final Lifecycle lifecycle = new Lifecycle();

  @Test
  void turn_of_the_next_one_comes_when_the_first_has_ended() {
    Isolation.Turn first = Objects.requireNonNull(isolation.await(lifecycle));
    CompletableFuture<Boolean> second = waiting(lifecycle);
    assertThat(second).isNotDone();

    first.end();

    await().atMost(BOUND).until(second::isDone);
    assertThat(second.join()).isTrue();
  }

  @Test
  void turn_that_ends_twice_lets_only_one_other_go() {
    Isolation.Turn first = Objects.requireNonNull(isolation.await(lifecycle));
    first.end();
    first.end();

    assertThat(isolation.await(lifecycle)).isNotNull();
    CompletableFuture<Boolean> third = waiting(lifecycle);
    lifecycle.stop();

    await().atMost(BOUND).until(third::isDone);
    assertThat(third.join()).isFalse();
  }

  @Test
  void mapping_that_stops_waits_no_longer() {
    assertThat(isolation.await(lifecycle)).isNotNull();
    Lifecycle other = new Lifecycle();
    CompletableFuture<Boolean> second = waiting(other);

    other.stop();

    await().atMost(BOUND).until(second::isDone);
    assertThat(second.join()).isFalse();
  }

  private CompletableFuture<Boolean> waiting(Lifecycle mapping) {
    CompletableFuture<Boolean> turn = new CompletableFuture<>();
    Thread unused =
        Thread.startVirtualThread(() -> turn.complete(isolation.await(mapping) != null));
    return turn;
  }
}
