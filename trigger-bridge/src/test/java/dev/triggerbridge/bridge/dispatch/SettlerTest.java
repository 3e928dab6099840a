package dev.triggerbridge.bridge.dispatch;

import static dev.triggerbridge.bridge.dispatch.Fakes.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import dev.triggerbridge.bridge.retry.RetrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SettlerTest {
  private static final AckDecision.DeadLetter DEAD =
      new AckDecision.DeadLetter(1, "REJECTED", "BAD", "why");

  private final Fakes.FakeAcks acks = new Fakes.FakeAcks();
  private final Fakes.FakeStore store = new Fakes.FakeStore();
  private final List<Delivery> letGo = new CopyOnWriteArrayList<>();
  private final Lifecycle lifecycle = new Lifecycle();
  private final Tasks tasks = new Tasks(DispatchObserver.NONE, letGo::add, () -> {});
  private final AtomicBoolean destinationAway = new AtomicBoolean();
  private final List<Long> deadLetters = new CopyOnWriteArrayList<>();
  private final Settler settler =
      new Settler(
          acks,
          store,
          this::storeDeadLetter,
          new RetryPolicy(RetrySettings.DEFAULT, new Random(1)),
          tasks,
          lifecycle,
          DispatchObserver.NONE);

  @Test
  void unconfirmed_ack_is_sent_again_and_gives_its_permit_back_meanwhile() {
    acks.failures = 2;

    settler.ack(List.of(Record.withoutHistory(delivery(1, 1))));
    assertThat(letGo).hasSize(1);

    await().atMost(Duration.ofSeconds(10)).until(() -> acks.sent.size() == 3);
    assertThat(acks.sent).containsOnly("ack 1");
    assertThat(settler.endedBefore(delivery(1, 2))).as("confirmed by now").isFalse();
  }

  @Test
  void redelivery_of_a_record_whose_ack_got_lost_is_acked_and_not_processed() {
    acks.failures = 1_000;
    settler.ack(List.of(Record.withoutHistory(delivery(1, 1))));

    boolean ended = settler.endedBefore(delivery(1, 2));

    assertThat(ended).isTrue();
    acks.failures = 0;
    assertThat(settler.endedBefore(delivery(1, 3))).isTrue();
    assertThat(settler.endedBefore(delivery(1, 4))).as("confirmed now").isFalse();
    assertThat(settler.endedBefore(delivery(2, 2))).as("another record").isFalse();
  }

  @Test
  void records_of_an_unconfirmed_batch_are_acked_again_one_by_one() {
    acks.failures = 1;

    settler.ack(
        List.of(Record.withoutHistory(delivery(1, 1)), Record.withoutHistory(delivery(2, 1))));

    assertThat(letGo).hasSize(2);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(acks.sent)
                    .containsExactlyInAnyOrder("ack 1", "ack 2", "ack 1", "ack 2"));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !settler.isEnding(1) && !settler.isEnding(2));
  }

  @Test
  void attempt_is_stored_before_the_record_is_handed_back() {
    store.away = true;
    Record record = Record.withoutHistory(delivery(1, 3));
    Thread retrying =
        Thread.startVirtualThread(
            () ->
                settler.retry(
                    record, new AckDecision.NakWithDelay(Duration.ofSeconds(1), 1), "CODE"));
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(2))
        .until(() -> acks.sent.isEmpty());

    store.away = false;

    await().atMost(Duration.ofSeconds(10)).until(() -> acks.sent.contains("nak 1"));
    assertThat(store.remembered.get(1L)).isEqualTo(new Attempts(1, false, false, 3));
    assertThat(retrying).isNotNull();
  }

  @Test
  void record_is_terminated_only_after_its_dead_letter_is_stored() {
    destinationAway.set(true);
    Record record = Record.withoutHistory(delivery(1, 1));
    Thread unused = Thread.startVirtualThread(() -> settler.deadLetter(record, DEAD));
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(2))
        .until(() -> acks.sent.isEmpty() && letGo.isEmpty());

    destinationAway.set(false);

    await().atMost(Duration.ofSeconds(10)).until(() -> acks.sent.contains("term 1 REJECTED"));
    assertThat(deadLetters).containsExactly(1L);
  }

  @Test
  void record_whose_dead_letter_cannot_be_stored_is_handed_back_when_the_mapping_stops() {
    destinationAway.set(true);
    Record record = Record.withoutHistory(delivery(1, 1));
    Thread unused = Thread.startVirtualThread(() -> settler.deadLetter(record, DEAD));

    lifecycle.stop();

    await().atMost(Duration.ofSeconds(10)).until(() -> acks.sent.contains("nak 1"));
    assertThat(acks.sent).noneMatch(sent -> sent.startsWith("term"));
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void record_invoked_alone_is_not_under_suspicion_after_an_orderly_stop() throws Exception {
    Delivery many = delivery(1, 9);
    Isolation isolation = new Isolation();
    Isolation.Turn turn = Objects.requireNonNull(isolation.await(lifecycle));
    Record alone = settler.isolating(Record.withoutHistory(many), turn);
    assertThat(store.remembered.get(1L)).isEqualTo(alone.attempts());
    assertThat(alone.attempts().isolated()).isTrue();

    settler.handBack(List.of(many), Duration.ofSeconds(5));

    assertThat(store.remembered.get(1L)).isEqualTo(new Attempts(0, false, false, 9));
    assertThat(isolation.await(lifecycle)).as("the next one's turn").isNotNull();
  }

  @Test
  void suspects_are_remembered_and_forgotten_once_they_are_acked() {
    List<Record> suspects =
        settler.suspect(
            List.of(Record.withoutHistory(delivery(1, 1)), Record.withoutHistory(delivery(2, 1))));
    assertThat(store.remembered)
        .hasSize(2)
        .allSatisfy((k, v) -> assertThat(v.suspected()).isTrue());

    settler.ack(suspects);

    await().atMost(Duration.ofSeconds(10)).until(() -> store.remembered.isEmpty());
  }

  private void storeDeadLetter(Delivery delivery, AckDecision.DeadLetter reason)
      throws StoreUnavailableException {
    if (destinationAway.get()) {
      throw new StoreUnavailableException("away");
    }
    deadLetters.add(delivery.sequence());
  }
}
