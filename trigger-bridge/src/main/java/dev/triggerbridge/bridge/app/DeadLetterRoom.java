package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.console.page.DeadLetterDesk;
import dev.triggerbridge.bridge.console.page.Problem;
import dev.triggerbridge.bridge.console.page.ProblemException;
import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.DeadLetterQueue;
import dev.triggerbridge.bridge.deadletter.EntryFilter;
import dev.triggerbridge.bridge.deadletter.Failure;
import dev.triggerbridge.bridge.deadletter.Origin;
import dev.triggerbridge.bridge.deadletter.SequenceRanges;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import dev.triggerbridge.bridge.nats.Inquiry;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.nats.StreamSight;
import dev.triggerbridge.bridge.rerun.Redriver;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** What the {@code dlq} commands do, for the console. Redrives one entry at a time. */
final class DeadLetterRoom implements DeadLetterDesk {
  /** Each position costs a question to the server. */
  private static final long LOOK_BACK = 2_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Link link;
  private final Mappings mappings;
  private final ReentrantLock redriving = new ReentrantLock();

  DeadLetterRoom(Link link, Mappings mappings) {
    this.link = link;
    this.mappings = mappings;
  }

  @Override
  public Listed list(Wanted wanted) throws IOException {
    NatsSession nats = link.session();
    DeadLetterQueue queue = nats.deadLetters(Clock.systemUTC());
    Inquiry inquiry = nats.inquiry();
    List<Entry> found = new ArrayList<>();
    boolean complete = true;
    for (String subject : subjects()) {
      for (String stream : inquiry.streamsOf(subject)) {
        StreamSight sight = inquiry.stream(stream);
        long from = Math.max(1, sight.lastSequence() - LOOK_BACK + 1);
        complete &= from <= sight.firstSequence();
        queue.forEach(
            subject,
            new EntryFilter(
                wanted.mapping().map(Set::of).orElse(Set.of()),
                wanted.code().map(Set::of).orElse(Set.of()),
                wanted.since(),
                Optional.empty(),
                range(from, Math.max(from, sight.lastSequence()))),
            stored -> {
              if (stored.stream().equals(stream)) {
                found.add(entry(stored));
              }
            });
      }
    }
    return new Listed(
        found.stream()
            .sorted(Comparator.comparing(Entry::time).reversed())
            .limit(wanted.limit())
            .toList(),
        found.size(),
        LOOK_BACK,
        complete);
  }

  @Override
  public Detail show(String id) throws IOException, ProblemException {
    StoredEntry stored =
        find(link.session().deadLetters(Clock.systemUTC()), id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.notFound(
                            "entry",
                            id,
                            "is not in the dead letters",
                            "It may have been redriven or purged: list them again")));
    DeadLetterEntry entry = stored.entry();
    return new Detail(
        entry(stored),
        entry.origin().consumer(),
        entry.origin().epoch(),
        entry.headers().values(),
        Bodies.of(entry, mappings.contents().payloads()));
  }

  @Override
  public List<Redriven> redrive(List<String> ids, boolean dryRun) throws IOException {
    NatsSession nats = link.session();
    DeadLetterQueue queue = nats.deadLetters(Clock.systemUTC());
    BridgeConfig config = mappings.config();
    List<Redriven> done = new ArrayList<>();
    redriving.lock();
    try (RedriveTargets targets =
        new RedriveTargets(config, nats, Optional.empty(), Optional.empty(), PATIENCE)) {
      Redriver redriver = new Redriver(queue, targets);
      for (String id : ids) {
        Optional<StoredEntry> stored = find(queue, id);
        if (stored.isEmpty()) {
          done.add(new Redriven(id, "", "", "skipped", "", "it is not there any more", ""));
        } else if (dryRun) {
          done.add(row(stored.get(), "would be redriven", "", "", targets));
        } else {
          done.add(redrive(redriver, stored.get(), targets));
        }
      }
    } finally {
      redriving.unlock();
    }
    return done;
  }

  private static Redriven redrive(Redriver redriver, StoredEntry stored, RedriveTargets targets) {
    try {
      return switch (redriver.redrive(stored)) {
        case Redriver.Result.Redriven ok -> row(stored, "redriven", "", "", targets);
        case Redriver.Result.Failed(String code, String message) ->
            row(stored, "failed", code, message, targets);
        case Redriver.Result.Skipped(String why) -> row(stored, "skipped", "", why, targets);
      };
    } catch (IOException e) {
      return row(stored, "failed", "", Failures.reason(e), targets);
    }
  }

  private static Redriven row(
      StoredEntry stored, String result, String code, String message, RedriveTargets targets) {
    Origin origin = stored.entry().origin();
    return new Redriven(
        stored.id(),
        origin.mapping(),
        origin.recordId(),
        result,
        code,
        message,
        targets.describe(stored));
  }

  private Optional<StoredEntry> find(DeadLetterQueue queue, String id) throws IOException {
    if (!RecordId.isOne(id)) {
      return Optional.empty();
    }
    RecordId wanted = RecordId.parse(id);
    List<StoredEntry> found = new ArrayList<>(1);
    for (String subject : subjects()) {
      queue.forEach(
          subject,
          new EntryFilter(
              Set.of(),
              Set.of(),
              Optional.empty(),
              Optional.empty(),
              range(wanted.sequence(), wanted.sequence())),
          stored -> {
            if (stored.stream().equals(wanted.stream())) {
              found.add(stored);
            }
          });
    }
    return found.stream().findFirst();
  }

  private Set<String> subjects() {
    Set<String> subjects = new LinkedHashSet<>();
    for (MappingConfig mapping : mappings.config().mappings()) {
      mapping.onFailureSubject().ifPresent(subjects::add);
    }
    return subjects;
  }

  private static SequenceRanges range(long first, long last) {
    return new SequenceRanges(List.of(new SequenceRanges.Range(first, last)));
  }

  private static Entry entry(StoredEntry stored) {
    Origin origin = stored.entry().origin();
    Failure failure = stored.entry().failure();
    return new Entry(
        stored.id(),
        origin.mapping(),
        origin.recordId(),
        origin.subject(),
        origin.messageId(),
        failure.time(),
        origin.timestamp(),
        failure.attempts(),
        failure.deliveries(),
        failure.errorClass(),
        failure.code(),
        failure.message(),
        stored.entry().data().length);
  }
}
