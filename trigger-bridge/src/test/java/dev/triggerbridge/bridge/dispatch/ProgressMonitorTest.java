package dev.triggerbridge.bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressMonitorTest {
  private final Fakes.FakeSource source = new Fakes.FakeSource();
  private final InFlight inFlight = new InFlight(8, 1_000);
  private final PullLoop pulls =
      new PullLoop(source, inFlight, new FifoBuffer(), PullLoop.Brake.NONE, DispatchObserver.NONE);
  private final MovableClock clock = new MovableClock();
  private final Probe probe = new Probe();
  private static final int MAX_ACK_PENDING = 1_000;

  private final ProgressMonitor monitor =
      new ProgressMonitor(
          source,
          probe,
          pulls,
          new Lifecycle(),
          DispatchObserver.NONE,
          clock,
          inFlight,
          MAX_ACK_PENDING,
          Duration.ofSeconds(60),
          ProbeWatch.NONE);

  @BeforeEach
  void start() {
    pulls.start(delivery -> false, delivery -> {});
  }

  @Test
  void mapping_is_not_ready_before_the_first_probe() {
    assertThat(monitor.trouble()).isNotEmpty();
  }

  @Test
  void mapping_with_nothing_to_do_is_ready() {
    monitor.check();

    assertThat(monitor.trouble()).isEmpty();
  }

  @Test
  void two_missed_heartbeats_subscribe_anew_and_show() {
    source.silentMillis = 10_600;

    monitor.check();

    assertThat(source.restarts).isEqualTo(1);
    assertThat(monitor.trouble()).contains("heartbeat");
    assertThat(source.requests).as("asked again").hasSize(2);
  }

  @Test
  void backlog_without_a_waiting_pull_subscribes_anew_at_the_second_probe() {
    probe.state = new ConsumerProbe.State(100, 0, 0, "");
    source.silentMillis = 1_000;

    monitor.check();
    assertThat(source.restarts).isZero();
    monitor.check();

    assertThat(source.restarts).isEqualTo(1);
    assertThat(monitor.trouble()).contains("backlog of 100");
  }

  @Test
  void backlog_without_a_waiting_pull_is_no_stall_while_messages_arrive() {
    probe.state = new ConsumerProbe.State(100, 0, 0, "");

    monitor.check();
    monitor.check();
    monitor.check();

    assertThat(source.restarts).isZero();
    assertThat(monitor.trouble()).isEmpty();
  }

  @Test
  void backlog_while_all_permits_are_taken_is_no_stall() {
    probe.state = new ConsumerProbe.State(100, 8, 0, "");
    for (int i = 1; i <= 8; i++) {
      source.deliver(Fakes.delivery(i, 1));
    }

    monitor.check();
    monitor.check();

    assertThat(source.restarts).isZero();
    assertThat(monitor.trouble()).isEmpty();
  }

  @Test
  void records_in_flight_without_progress_show_after_the_patience() {
    monitor.check();
    source.deliver(Fakes.delivery(1, 1));
    clock.advance(Duration.ofSeconds(59));
    monitor.check();
    assertThat(monitor.trouble()).isEmpty();

    clock.advance(Duration.ofSeconds(2));
    monitor.check();

    assertThat(monitor.trouble()).contains("none was settled");
    monitor.progressed();
    monitor.check();
    assertThat(monitor.trouble()).isEmpty();
  }

  @Test
  void long_idle_mapping_is_not_stuck_when_a_record_arrives() {
    clock.advance(Duration.ofHours(5));
    monitor.check();
    source.deliver(Fakes.delivery(1, 1));

    monitor.check();

    assertThat(monitor.trouble()).isEmpty();
  }

  @Test
  void server_that_does_not_answer_shows_and_so_does_its_return() {
    probe.state = null;
    monitor.check();
    assertThat(monitor.trouble()).contains("no answer");

    probe.state = new ConsumerProbe.State(0, 0, 1, "");
    monitor.check();

    assertThat(monitor.trouble()).isEmpty();
  }

  private static final class Probe implements ConsumerProbe {
    @Nullable State state = new State(0, 0, 1, "");

    @Override
    public State probe() throws StoreUnavailableException {
      State now = state;
      if (now == null) {
        throw new StoreUnavailableException("no answer");
      }
      return now;
    }
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
