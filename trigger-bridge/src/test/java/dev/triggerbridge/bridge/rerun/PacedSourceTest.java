package dev.triggerbridge.bridge.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.dispatch.DeliverySource;
import dev.triggerbridge.bridge.message.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacedSourceTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Requests source = new Requests();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void demand_is_passed_on_by_the_rate_and_never_lost() {
    PacedSource paced = new PacedSource(source, 100, timer);

    paced.request(12);

    assertThat(source.asked).as("nothing before the first tick").isEmpty();
    assertThat(paced.outstanding()).isEqualTo(12);
    for (int tick = 0; tick < 3; tick++) {
      paced.tick();
    }
    assertThat(source.asked).containsExactly(5, 5, 2);
    assertThat(paced.outstanding()).as("now with the source").isEqualTo(12);
  }

  @Test
  void slow_rate_collects_over_ticks_and_a_pause_is_not_followed_by_a_burst() {
    PacedSource paced = new PacedSource(source, 10, timer);
    for (int tick = 0; tick < 100; tick++) {
      paced.tick();
    }

    paced.request(10);
    for (int tick = 0; tick < 4; tick++) {
      paced.tick();
    }

    assertThat(source.asked.stream().mapToInt(Integer::intValue).sum()).isBetween(2, 3);
  }

  @Test
  void restart_forgets_what_waited() {
    PacedSource paced = new PacedSource(source, 10, timer);
    paced.request(10);

    paced.restart();

    assertThat(paced.outstanding()).isZero();
  }

  private static final class Requests implements DeliverySource {
    private final List<Integer> asked = new ArrayList<>();

    @Override
    public void start(Consumer<Delivery> sink, Runnable lapsed) {}

    @Override
    public void request(int messages) {
      asked.add(messages);
    }

    @Override
    public int outstanding() {
      return asked.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public long silentMillis() {
      return 0;
    }

    @Override
    public void restart() {
      asked.clear();
    }

    @Override
    public void close() {}
  }
}
