package dev.triggerbridge.bridge.batch;

import static dev.triggerbridge.bridge.batch.Deliveries.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BatchAssemblerTest {
  private final MovableClock clock = new MovableClock();
  private final Encoding encoding = new NatsEncoding("m", "S", "e", "c");

  @Test
  void batch_closes_on_count() {
    BatchAssembler batch = assembler(2, 1_000_000, Duration.ofSeconds(1));

    assertThat(batch.offer(delivery(1, 10, 5))).isTrue();
    assertThat(batch.isFull()).isFalse();
    assertThat(batch.offer(delivery(2, 10, 4))).isTrue();

    assertThat(batch.isFull()).isTrue();
    assertThat(batch.waitMillis()).isZero();
    assertThat(batch.offer(delivery(3, 10, 3))).isFalse();
    assertThat(batch.records()).hasSize(2);
  }

  @Test
  void batch_closes_on_bytes_with_base64_and_envelope_counted() {
    BatchAssembler batch = assembler(100, 10_000, Duration.ofSeconds(1));

    assertThat(batch.offer(delivery(1, 3_000, 5))).isTrue();
    assertThat(batch.offer(delivery(2, 3_000, 5))).as("8,000 and two envelopes").isTrue();
    assertThat(batch.offer(delivery(3, 600, 5))).isFalse();
  }

  @Test
  void record_that_no_batch_can_hold_is_known_as_such() {
    BatchAssembler batch = assembler(100, BatchLimits.LAMBDA_PAYLOAD, Duration.ZERO);

    assertThat(batch.isTooLarge(delivery(1, 7 * 1024 * 1024, 0))).isTrue();
    assertThat(batch.isTooLarge(delivery(1, 4_700_000, 0))).isFalse();
    assertThat(batch.isTooLarge(delivery(1, 4_718_592, 0))).as("base64 alone fills it").isTrue();
  }

  @Test
  void batch_without_a_window_waits_for_nothing() {
    BatchAssembler batch = assembler(10, 1_000_000, Duration.ZERO);

    batch.offer(delivery(1, 10, 5));

    assertThat(batch.waitMillis()).isZero();
  }

  @Test
  void batch_waits_for_the_rest_of_its_window_while_more_is_to_come() {
    BatchAssembler batch = assembler(10, 1_000_000, Duration.ofSeconds(2));
    batch.offer(delivery(1, 10, 5));
    clock.advance(Duration.ofMillis(1_500));
    batch.offer(delivery(2, 10, 4));

    assertThat(batch.waitMillis()).isEqualTo(500);
    clock.advance(Duration.ofSeconds(1));
    assertThat(batch.waitMillis()).isZero();
  }

  @Test
  void batch_closes_early_soon_after_the_stream_is_drained() {
    BatchAssembler batch = assembler(10, 1_000_000, Duration.ofSeconds(2));

    batch.offer(delivery(1, 10, 0));

    assertThat(batch.waitMillis()).isEqualTo(100);
  }

  private BatchAssembler assembler(int records, long bytes, Duration window) {
    return new BatchAssembler(new BatchLimits(records, bytes, window), encoding, clock);
  }

  private static final class MovableClock extends Clock {
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
