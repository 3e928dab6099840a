package dev.triggerbridge.bridge.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FairLimitTest {
  private static final java.util.function.BooleanSupplier AT_ONCE = () -> true;

  @Test
  void one_share_alone_may_take_everything() {
    FairLimit.Share alone = new FairLimit(4).join(1);

    assertThat(take(alone)).isEqualTo(4);
  }

  @Test
  void one_permit_is_kept_for_each_that_has_nothing_under_way() {
    FairLimit limit = new FairLimit(8);
    FairLimit.Share flooded = limit.join(1);
    FairLimit.Share second = limit.join(1);
    FairLimit.Share third = limit.join(1);

    assertThat(take(flooded)).isEqualTo(6);
    assertThat(take(second)).isEqualTo(1);
    assertThat(take(third)).isEqualTo(1);
  }

  @Test
  void no_more_than_a_quarter_is_kept() {
    FairLimit limit = new FairLimit(4);
    FairLimit.Share flooded = limit.join(1);
    for (int i = 0; i < 10; i++) {
      limit.join(1);
    }

    assertThat(take(flooded)).isEqualTo(3);
  }

  @Test
  void share_that_left_keeps_nothing() {
    FairLimit limit = new FairLimit(8);
    FairLimit.Share flooded = limit.join(1);
    limit.join(1).leave();

    assertThat(take(flooded)).isEqualTo(8);
  }

  @Test
  void permits_that_come_back_go_to_who_has_least_for_its_weight() {
    FairLimit limit = new FairLimit(8);
    FairLimit.Share heavy = limit.join(3);
    FairLimit.Share light = limit.join(1);
    assertThat(take(light)).isEqualTo(7);
    assertThat(take(heavy)).isEqualTo(1);
    AtomicInteger toHeavy = new AtomicInteger();
    AtomicInteger toLight = new AtomicInteger();
    AtomicInteger over = new AtomicInteger();
    keepTaking(heavy, toHeavy, over);
    keepTaking(light, toLight, over);
    await().until(() -> over.get() == 0 && limit.waiting() == 2);

    for (int i = 1; i <= 5; i++) {
      int given = i;
      light.release();
      await().until(() -> toHeavy.get() + toLight.get() == given);
    }

    assertThat(toHeavy).as("6 of 8 for a weight of 3 of 4").hasValue(5);
    assertThat(toLight).hasValue(0);
    over.set(1);
  }

  private static void keepTaking(FairLimit.Share share, AtomicInteger taken, AtomicInteger over) {
    Thread.startVirtualThread(
        () -> {
          while (share.acquire(() -> over.get() > 0)) {
            taken.incrementAndGet();
          }
        });
  }

  private static int take(FairLimit.Share share) {
    int taken = 0;
    while (share.acquire(AT_ONCE)) {
      taken++;
    }
    return taken;
  }
}
