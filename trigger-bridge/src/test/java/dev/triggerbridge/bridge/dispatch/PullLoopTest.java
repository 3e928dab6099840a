package dev.triggerbridge.bridge.dispatch;

import static dev.triggerbridge.bridge.dispatch.Fakes.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.message.Delivery;
import org.junit.jupiter.api.Test;

class PullLoopTest {
  private final Fakes.FakeSource source = new Fakes.FakeSource();
  private final InFlight inFlight = new InFlight(8, 1_000);
  private final PullLoop pulls =
      new PullLoop(source, inFlight, new FifoBuffer(), PullLoop.Brake.NONE, DispatchObserver.NONE);

  @Test
  void pull_asks_for_as_many_records_as_there_are_permits() {
    pulls.start(delivery -> false, delivery -> {});

    assertThat(source.requests).containsExactly(8);
  }

  @Test
  void records_in_flight_are_not_asked_for_again_until_they_are_settled() {
    pulls.start(delivery -> false, delivery -> {});
    Delivery[] received = new Delivery[8];
    for (int i = 0; i < 8; i++) {
      received[i] = delivery(i + 1, 1);
      source.deliver(received[i]);
    }
    assertThat(source.requests).containsExactly(8);

    pulls.settled(received[0]);
    pulls.settled(received[1]);
    pulls.settled(received[2]);

    assertThat(source.requests)
        .as("one at once, then when it is worth it")
        .containsExactly(8, 1, 2);
    assertThat(source.outstanding() + inFlight.size()).isEqualTo(8);
  }

  @Test
  void redelivery_of_a_record_in_flight_is_not_processed_twice() throws Exception {
    pulls.start(delivery -> false, delivery -> {});

    source.deliver(delivery(1, 1));
    source.deliver(delivery(1, 2));

    assertThat(pulls.poll(0)).isNotNull();
    assertThat(pulls.poll(0)).isNull();
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void late_settlement_of_an_old_delivery_keeps_the_permit_of_the_new_one() {
    pulls.start(delivery -> false, delivery -> {});
    Delivery old = delivery(1, 1);
    source.deliver(old);
    pulls.settled(old);
    source.deliver(delivery(1, 2));

    pulls.settled(old);

    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void large_records_in_flight_stop_the_pulls_until_they_are_settled() {
    pulls.start(delivery -> false, delivery -> {});
    Delivery large = delivery(1, 1, 2_000);
    source.deliver(large);
    source.lapse();
    assertThat(source.requests).containsExactly(8);

    pulls.settled(large);

    assertThat(source.requests).containsExactly(8, 8);
  }

  @Test
  void lapsed_pull_is_asked_for_again_at_once() {
    pulls.start(delivery -> false, delivery -> {});

    source.lapse();

    assertThat(source.requests).containsExactly(8, 8);
  }

  @Test
  void stopped_loop_asks_for_nothing_and_returns_what_nobody_took() {
    pulls.start(delivery -> false, delivery -> {});
    Delivery one = delivery(1, 1);
    source.deliver(one);

    assertThat(pulls.stop()).containsExactly(one);

    source.lapse();
    assertThat(source.requests).containsExactly(8);
  }
}
