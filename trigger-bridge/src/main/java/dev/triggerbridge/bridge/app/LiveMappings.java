package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.console.BridgeStatus;
import dev.triggerbridge.bridge.console.MappingStatus;
import dev.triggerbridge.bridge.console.StatusReader;
import dev.triggerbridge.bridge.console.StatusSource;
import dev.triggerbridge.bridge.console.page.MappingDesk;
import dev.triggerbridge.bridge.console.page.Problem;
import dev.triggerbridge.bridge.console.page.ProblemException;
import dev.triggerbridge.bridge.nats.ConsumerStanding;
import dev.triggerbridge.bridge.nats.NatsSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * How the mappings stand, over all replicas, as the server and each replica say. However many look
 * at it, replicas are asked at most once a second. Thread-safe; blocks.
 */
final class LiveMappings implements MappingDesk {
  private static final Duration WINDOW = Duration.ofMillis(300);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Link link;
  private final StatusSource own;
  private final Mappings mappings;
  private final InstantSource clock;
  private final RecentRates rates = new RecentRates();
  private final ReentrantLock asking = new ReentrantLock();
  private @Nullable Overview last;

  LiveMappings(Link link, StatusSource own, Mappings mappings, InstantSource clock) {
    this.link = link;
    this.own = own;
    this.mappings = mappings;
    this.clock = clock;
  }

  @Override
  public Overview overview() {
    asking.lock();
    try {
      Overview known = last;
      Instant now = clock.instant();
      if (known != null && Duration.between(known.time(), now).compareTo(FRESH) < 0) {
        return known;
      }
      Overview fresh = ask();
      last = fresh;
      return fresh;
    } finally {
      asking.unlock();
    }
  }

  @Override
  public void pause(String mapping) throws IOException, ProblemException {
    require(mapping);
    link.session().pauses().pause(mapping);
    forget();
  }

  @Override
  public void resume(String mapping) throws IOException, ProblemException {
    require(mapping);
    link.session().pauses().resume(mapping);
    forget();
  }

  /** Who has changed something wants to see it. */
  private void forget() {
    asking.lock();
    try {
      last = null;
    } finally {
      asking.unlock();
    }
  }

  private void require(String mapping) throws ProblemException {
    if (!mappings.has(mapping)) {
      throw new ProblemException(
          Problem.notFound(
              "mapping",
              mapping,
              "is not in the configuration",
              "Name one of "
                  + mappings.config().mappings().stream()
                      .map(MappingConfig::name)
                      .collect(Collectors.joining(", "))));
    }
  }

  private Overview ask() {
    List<String> notes = new ArrayList<>();
    BridgeStatus here = own.status();
    List<BridgeStatus> replicas = List.of(here);
    Set<String> paused = Set.of();
    Optional<NatsSession> session = link.connected();
    if (session.isEmpty()) {
      notes.add("There is no connection to NATS now: only what this replica knows is shown.");
    } else {
      try {
        replicas = replicas(session.get(), here);
        paused = session.get().pauses().paused();
      } catch (IOException e) {
        notes.add("The other replicas cannot be asked: " + Failures.reason(e));
        session = Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Instant now = clock.instant();
    rates.add(now, replicas);
    List<Row> rows = new ArrayList<>();
    for (MappingConfig mapping : mappings.config().mappings()) {
      rows.add(
          row(
              mapping,
              StatusSummary.of(replicas, mapping.name()),
              standing(session, mapping, notes),
              paused.contains(mapping.name()),
              now));
    }
    return new Overview(
        now,
        here.version(),
        here.instance(),
        session.isPresent(),
        List.copyOf(notes),
        replicas.stream()
            .map(
                each ->
                    new Replica(
                        each.instance(),
                        each.version(),
                        each.uptime().toSeconds(),
                        each.shuttingDown()))
            .toList(),
        List.copyOf(rows));
  }

  /** This one is known, whether its answer comes in time or not. */
  private static List<BridgeStatus> replicas(NatsSession session, BridgeStatus here)
      throws IOException, InterruptedException {
    List<BridgeStatus> all = new ArrayList<>(List.of(here));
    try {
      session.replicas().statuses(WINDOW).stream()
          .map(StatusReader::read)
          .filter(each -> !each.instance().equals(here.instance()))
          .forEach(all::add);
    } catch (JacksonException e) {
      throw new IOException("a replica answered something else than a status", e);
    }
    return all;
  }

  private static Optional<ConsumerStanding> standing(
      Optional<NatsSession> session, MappingConfig mapping, List<String> notes) {
    if (session.isEmpty()) {
      return Optional.empty();
    }
    try {
      return session.get().standing(mapping.stream(), mapping.consumer());
    } catch (IOException e) {
      notes.add(
          "How much waits for mapping " + mapping.name() + " is not known: " + Failures.reason(e));
      return Optional.empty();
    }
  }

  private Row row(
      MappingConfig mapping,
      List<MappingStatus> each,
      Optional<ConsumerStanding> standing,
      boolean paused,
      Instant now) {
    return new Row(
        mapping.name(),
        mapping.stream(),
        mapping.consumer(),
        mapping.functionName(),
        mapping.filterSubjects(),
        mapping.outputSubjects(),
        StatusSummary.state(each, mapping, paused),
        each.stream().allMatch(MappingStatus::ready),
        each.stream()
            .map(MappingStatus::reason)
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .collect(Collectors.joining("; ")),
        mapping.enabled(),
        paused,
        each.size(),
        standing.map(ConsumerStanding::pending),
        standing.map(ConsumerStanding::ackPending),
        standing
            .flatMap(ConsumerStanding::oldest)
            .map(oldest -> Math.max(0, Duration.between(oldest, now).toSeconds())),
        StatusSummary.sum(each, "recordsInFlight"),
        StatusSummary.sum(each, "invocationsInFlight"),
        StatusSummary.sum(each, "concurrencyLimit"),
        mapping.maximumConcurrency(),
        rates.perSecond(mapping.name(), "settled"),
        rates.mean(mapping.name(), "invocationMillis", "invocations"),
        StatusSummary.breaker(each),
        StatusSummary.sum(each, "failures"),
        StatusSummary.sum(each, "deadLetters"));
  }
}
