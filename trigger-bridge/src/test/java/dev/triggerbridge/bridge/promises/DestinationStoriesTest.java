package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.deadletter.PayloadStore;
import dev.triggerbridge.bridge.deadletter.StoredDeadLetters;
import dev.triggerbridge.bridge.dispatch.StoreUnavailableException;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.bridge.retry.AckDecision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of dead letters wherever they go: the same table over all destinations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DestinationStoriesTest {
  private static final AckDecision.DeadLetter REASON =
      new AckDecision.DeadLetter(5, "RETRIES_EXHAUSTED", "BOOM", "it did not work");
  private static final String PAYLOAD = "{\"order\":\"17\"}";

  @TempDir private Path folder = Path.of("");
  private AwsServers aws;
  private int stories;

  enum Kind {
    JETSTREAM,
    SQS,
    SNS,
    S3
  }

  @BeforeAll
  void start(@TempDir Path shared) {
    aws = new AwsServers(shared.resolve("s3"));
  }

  @AfterAll
  void stop() {
    aws.close();
  }

  @ParameterizedTest
  @EnumSource
  void entry_has_the_unchanged_payload_and_says_where_it_came_from(Kind kind) throws Exception {
    try (Rig rig = rig();
        Destination destination = destination(kind, rig)) {
      letters(destination, Optional.empty()).store(delivery(17, PAYLOAD), REASON);

      assertThat(destination.kept())
          .containsExactly(new Destination.Kept("dlq:test:e-1:17:1", PAYLOAD, "", "BOOM", "in.a"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void record_given_up_twice_is_confirmed_twice_and_has_one_id(Kind kind) throws Exception {
    try (Rig rig = rig();
        Destination destination = destination(kind, rig)) {
      StoredDeadLetters letters = letters(destination, Optional.empty());

      letters.store(delivery(17, PAYLOAD), REASON);
      letters.store(delivery(17, PAYLOAD), REASON);

      List<Destination.Kept> kept = destination.kept();
      assertThat(kept).extracting(Destination.Kept::id).containsOnly("dlq:test:e-1:17:1");
      if (destination.keepsOneOfEach()) {
        assertThat(kept).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void destination_that_is_down_refuses_and_takes_the_entry_when_it_is_back(Kind kind)
      throws Exception {
    try (Rig rig = rig();
        Destination destination = destination(kind, rig)) {
      StoredDeadLetters letters = letters(destination, Optional.empty());
      destination.breakDown();

      assertThatThrownBy(() -> letters.store(delivery(17, PAYLOAD), REASON))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("IN/17")
          .hasMessageContaining(destination.sender().destination())
          .hasMessageNotContaining("order");

      destination.repair();
      letters.store(delivery(17, PAYLOAD), REASON);
      assertThat(destination.kept()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void payload_that_does_not_fit_is_refused_or_goes_by_claim_check(Kind kind) throws Exception {
    try (Rig rig = rig();
        Destination destination = destination(kind, rig)) {
      for (int bytes : new int[] {300_000, 2_000_000}) {
        boolean fits = destination.mostPayload() == 0 || bytes <= destination.mostPayload();
        String large = "x".repeat(bytes);
        Delivery delivery = delivery(bytes, large);
        if (!fits) {
          assertThatThrownBy(() -> letters(destination, Optional.empty()).store(delivery, REASON))
              .isInstanceOf(StoreUnavailableException.class)
              .hasMessageContaining("configure claimCheck");
        }
        String prefix = "claims-" + stories;
        PayloadStore payloads = aws.payloads(prefix);

        letters(destination, Optional.of(payloads)).store(delivery, REASON);

        Destination.Kept kept = destination.kept().getLast();
        assertThat(kept.dataRef().isEmpty()).as(kept.dataRef()).isEqualTo(fits);
        String data =
            fits ? kept.data() : new String(payloads.get(kept.dataRef()), StandardCharsets.UTF_8);
        assertThat(data.equals(large)).as("the payload, %d bytes", data.length()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void record_whose_destination_is_down_is_held_and_alarmed_and_its_neighbours_are_acked(Kind kind)
      throws Exception {
    try (Rig rig = rig();
        Destination destination = destination(kind, rig)) {
      rig.lambda()
          .does(
              request ->
                  Reply.perRecord(
                      request,
                      record ->
                          record.data().equals("bad")
                              ? Reply.reject(record)
                              : Reply.okResult(record)));
      destination.breakDown();
      rig.publish("a");
      long bad = rig.publish("bad");
      rig.publish("c");
      BridgeUnderTest bridge =
          rig.bridge(
              MappingOptions.defaults().withAckWait(Duration.ofSeconds(2)),
              letters(destination, Optional.empty()));

      await().atMost(Rig.PATIENCE).until(() -> rig.spy().isAcked(1) && rig.spy().isAcked(3));
      await()
          .atMost(Rig.PATIENCE)
          .until(
              () -> bridge.alarms().stream().anyMatch(a -> a.startsWith("DEAD_LETTER_NOT_STORED")));
      assertThat(rig.spy().isTerminated(bad) || rig.spy().isAcked(bad)).isFalse();
      assertThat(rig.consumer().getNumAckPending()).as("held").isEqualTo(1);

      destination.repair();

      await().atMost(Rig.PATIENCE).until(() -> rig.spy().isTerminated(bad));
      assertThat(rig.lambda().log().invocationsOf(bad)).as("never invoked again").isEqualTo(1);
      assertThat(destination.kept()).extracting(Destination.Kept::data).containsExactly("bad");
    }
  }

  @Test
  void object_of_another_record_under_the_same_name_is_never_taken_for_ours() throws Exception {
    try (Rig rig = rig();
        Destination destination = destination(Kind.S3, rig)) {
      StoredDeadLetters letters = letters(destination, Optional.empty());
      letters.store(delivery(17, PAYLOAD), REASON);

      assertThatThrownBy(() -> letters.store(delivery(17, "{}"), REASON))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("another payload");

      assertThat(destination.kept())
          .extracting(Destination.Kept::data)
          .as("nothing was overwritten")
          .containsExactly(PAYLOAD);
    }
  }

  private Rig rig() {
    return new Rig(folder.resolve("nats-" + stories++));
  }

  private Destination destination(Kind kind, Rig rig) {
    return switch (kind) {
      case JETSTREAM -> new JetStreamDestination(rig);
      case SQS -> aws.sqsDestination();
      case SNS -> aws.snsDestination();
      case S3 -> aws.s3Destination("story-" + stories);
    };
  }

  private static StoredDeadLetters letters(
      Destination destination, Optional<PayloadStore> payloads) {
    return new StoredDeadLetters(
        "test", "test", Optional.of(destination.sender()), payloads, Clock.systemUTC());
  }

  private static Delivery delivery(long sequence, String data) {
    return new Delivery(
        "IN",
        "e-1",
        sequence,
        "in.a",
        new Headers(Map.of("x-note", List.of("kept"))),
        data.getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH,
        5,
        0,
        new AckToken() {});
  }
}
