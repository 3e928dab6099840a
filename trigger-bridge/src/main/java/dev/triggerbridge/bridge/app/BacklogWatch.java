package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.nats.ConsumerStanding;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.nats.StreamFigures;
import dev.triggerbridge.bridge.telemetry.Backlogs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds how old the oldest message of each mapping is and how full the streams
 * are. Thread-safe.
 */
final class BacklogWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BacklogWatch.class);
  private static final long PERIOD_SECONDS = 5;

  private final Supplier<BridgeConfig> config;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile Sight last = new Sight(Map.of(), Map.of(), OptionalDouble.empty());

  /**
   * Looks at nothing yet.
   *
   * @param config the one in force
   */
  BacklogWatch(Supplier<BridgeConfig> config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Goes on in a thread of its own until this is closed. */
  void start(NatsSession nats) {
    Thread.ofVirtual().name("backlogs").start(() -> watch(nats));
  }

  /** What was seen last, with ages as of now; does not block. */
  Backlogs now() {
    Sight seen = last;
    Instant now = clock.instant();
    Map<String, Double> ages = new HashMap<>();
    seen.oldest()
        .forEach(
            (mapping, stored) -> ages.put(mapping, stored.map(at -> seconds(at, now)).orElse(0.0)));
    return new Backlogs(ages, seen.streams(), seen.delayed());
  }

  @Override
  public void close() {
    stopping.countDown();
  }

  private void watch(NatsSession nats) {
    try {
      do {
        last = look(nats);
      } while (!stopping.await(PERIOD_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What one question leaves open must not hide the answers to the others. */
  private Sight look(NatsSession nats) {
    BridgeConfig now = config.get();
    Map<String, Optional<Instant>> oldest = new HashMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (MappingConfig mapping : now.mappings()) {
      names.add(mapping.stream());
      try {
        nats.standing(mapping.stream(), mapping.consumer())
            .map(ConsumerStanding::oldest)
            .ifPresent(found -> oldest.put(mapping.name(), found));
      } catch (IOException | IllegalStateException e) {
        LOG.debug("mapping {}: {}", mapping.name(), e.getMessage());
      }
    }
    String delayed = now.delayed().stream();
    names.add(delayed);
    Map<String, Backlogs.Stream> streams = new HashMap<>();
    for (String name : names) {
      try {
        nats.figures(name).ifPresent(found -> streams.put(name, stream(found)));
      } catch (IOException | IllegalStateException e) {
        LOG.debug("stream {}: {}", name, e.getMessage());
      }
    }
    Backlogs.Stream waiting = streams.get(delayed);
    if (waiting != null && waiting.maxBytes() <= 0) {
      // With the server's schedules it is the bridges that keep to the limit.
      streams.put(
          delayed,
          new Backlogs.Stream(waiting.messages(), waiting.bytes(), now.delayed().maxBytes()));
    }
    return new Sight(
        Map.copyOf(oldest),
        Map.copyOf(streams),
        waiting == null ? OptionalDouble.empty() : OptionalDouble.of(waiting.messages()));
  }

  private static Backlogs.Stream stream(StreamFigures found) {
    return new Backlogs.Stream(found.messages(), found.bytes(), found.maxBytes());
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / 1_000.0);
  }

  private record Sight(
      Map<String, Optional<Instant>> oldest,
      Map<String, Backlogs.Stream> streams,
      OptionalDouble delayed) {}
}
