package dev.triggerbridge.functions.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.functions.support.ConditionalWrites.ContentionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

class ConditionalWritesTest {
  private final List<Long> pauses = new ArrayList<>();
  private final Random random = new Random(7);
  private final ConditionalWrites writes = new ConditionalWrites(() -> random, pauses::add);

  @Test
  void write_is_repeated_with_jitter_when_it_lost_to_a_concurrent_transaction() {
    AtomicInteger calls = new AtomicInteger();

    String result =
        writes.run(
            () ->
                switch (calls.incrementAndGet()) {
                  case 1 -> throw canceled("None", "TransactionConflict");
                  case 2 -> throw TransactionConflictException.builder().build();
                  default -> "written";
                });

    assertThat(result).isEqualTo("written");
    assertThat(pauses).hasSize(2).allSatisfy(pause -> assertThat(pause).isBetween(0L, 80L));
  }

  @Test
  void failed_condition_is_an_answer_even_beside_a_conflict() {
    Supplier<String> write =
        () -> {
          throw canceled("TransactionConflict", "ConditionalCheckFailed");
        };

    assertThatThrownBy(() -> writes.run(write)).isInstanceOf(TransactionCanceledException.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void write_that_never_wins_ends_as_throttled() {
    Supplier<String> write =
        () -> {
          throw TransactionConflictException.builder().build();
        };

    assertThatThrownBy(() -> writes.run(write))
        .isInstanceOfSatisfying(
            ContentionException.class,
            e ->
                assertThat(FailureClassifier.classify(e))
                    .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry -> assertThat(retry.retryClass()).isEqualTo(RetryClass.THROTTLED)));
    assertThat(pauses).hasSize(7).allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(400));
  }

  @Test
  void optimistic_rounds_go_on_until_one_is_first() {
    AtomicInteger rounds = new AtomicInteger();

    String result = writes.optimistically(() -> rounds.incrementAndGet() < 3 ? null : "done");

    assertThat(result).isEqualTo("done");
    assertThat(rounds).hasValue(3);
    assertThatThrownBy(() -> writes.optimistically(() -> null))
        .isInstanceOf(ContentionException.class);
  }

  private static TransactionCanceledException canceled(String... codes) {
    return TransactionCanceledException.builder()
        .cancellationReasons(
            Arrays.stream(codes)
                .map(code -> CancellationReason.builder().code(code).build())
                .toList())
        .build();
  }
}
