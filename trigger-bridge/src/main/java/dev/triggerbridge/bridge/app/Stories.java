package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.console.page.Problem;
import dev.triggerbridge.bridge.console.page.ProblemException;
import dev.triggerbridge.bridge.console.page.StoryDesk;
import dev.triggerbridge.bridge.nats.Inquiry;
import dev.triggerbridge.bridge.nats.ScannedMessage;
import dev.triggerbridge.bridge.nats.StreamScan;
import dev.triggerbridge.bridge.nats.StreamSight;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the streams of the mappings for records that belong together. It knows nothing of
 * orders: it follows {@code Caused-By} and ids. Thread-safe; blocks for up to {@link #PATIENCE} and
 * some.
 */
final class Stories implements StoryDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long MOST_WITH_PAYLOAD = 50_000;
  private static final long MOST_HEADERS = 200_000;
  private static final int MOST_CAUSES = 50_000;
  private static final int MOST_EVENTS = 200;
  private static final int MOST_STEPS = 100;

  /** Streams of a cluster are stamped by different machines. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final Link link;
  private final Mappings mappings;
  private final InstantSource clock;

  /** Each reads a lot: the mappings need the processor more. */
  private final Semaphore atOnce = new Semaphore(2);

  Stories(Link link, Mappings mappings, InstantSource clock) {
    this.link = link;
    this.mappings = mappings;
    this.clock = clock;
  }

  @Override
  public Story find(String query, Duration back) throws IOException, ProblemException {
    if (!atOnce.tryAcquire()) {
      throw new ProblemException(
          new Problem(429, "", "", "two searches are under way already", "Try again in a moment"));
    }
    try {
      return new Search(link.session().inquiry(), query).story(back);
    } finally {
      atOnce.release();
    }
  }

  /** One question. */
  private final class Search {
    private final Inquiry inquiry;
    private final String query;
    private final Map<String, StreamSight> streams = new HashMap<>();
    private final Family family = new Family(MOST_CAUSES, MOST_EVENTS);
    private final List<Searched> searched = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Search(Inquiry inquiry, String query) {
      this.inquiry = inquiry;
      this.query = query;
    }

    Story story(Duration back) throws IOException, ProblemException {
      boolean isRecord = RecordId.isOne(query);
      if (isRecord) {
        Instant since = since(RecordId.parse(query));
        scan(since, MOST_HEADERS, true, message -> {});
      } else {
        IdMatch match = new IdMatch(query, mappings.contents().payloads());
        scan(
            clock.instant().minus(back),
            MOST_WITH_PAYLOAD,
            false,
            message -> {
              if (match.matches(message.message())) {
                family.seed(ref(message));
              }
            });
      }
      List<ScannedMessage> messages = loaded(family.members());
      if (family.isCut()) {
        notes.add("There is more than is shown here: ask for one record, or for a shorter time.");
      }
      return new Story(
          query,
          isRecord ? "record" : "id",
          List.copyOf(notes),
          List.copyOf(searched),
          new StoryEvents(mappings, inquiry, family::isSeed).of(messages));
    }

    /** Goes back to the first cause; that record's time is where the family begins. */
    private Instant since(RecordId record) throws IOException, ProblemException {
      StreamSight stream = inquiry.stream(record.stream());
      ScannedMessage asked =
          inquiry
              .scanned(record.stream(), stream.epoch(), record.sequence())
              .orElseThrow(
                  () ->
                      new ProblemException(
                          Problem.notFound(
                              "query",
                              query,
                              "is not in its stream",
                              "The stream has %d to %d"
                                  .formatted(stream.firstSequence(), stream.lastSequence()))));
      family.seed(ref(asked));
      ScannedMessage first = asked;
      for (int steps = 0; steps < MOST_STEPS; steps++) {
        Optional<ScannedMessage> cause = cause(first);
        if (cause.isEmpty()) {
          break;
        }
        family.caused(ref(first), ref(cause.get()));
        first = cause.get();
      }
      return first.message().timestamp().minus(SKEW);
    }

    private Optional<ScannedMessage> cause(ScannedMessage of) throws IOException {
      Family.Ref cause = Family.Ref.parse(of.cause());
      return cause == null ? Optional.empty() : load(cause);
    }

    private Optional<ScannedMessage> load(Family.Ref record) throws IOException {
      @Nullable StreamSight stream = streams.get(record.stream());
      if (stream == null) {
        if (inquiryKnows(record.stream())) {
          stream = inquiry.stream(record.stream());
          streams.put(record.stream(), stream);
        } else {
          return Optional.empty();
        }
      }
      return stream.epoch().equals(record.epoch())
          ? inquiry.scanned(record.stream(), record.epoch(), record.sequence())
          : Optional.empty();
    }

    /** A function may name any cause; only streams of the mappings are looked at. */
    private boolean inquiryKnows(String stream) throws IOException {
      return names().contains(stream);
    }

    private void scan(
        Instant since,
        long most,
        boolean headersOnly,
        java.util.function.Consumer<ScannedMessage> visitor)
        throws IOException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (String stream : names()) {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        StreamScan.Seen seen =
            inquiry
                .scan()
                .read(
                    stream,
                    new StreamScan.Bounds(since, most, left),
                    headersOnly,
                    message -> {
                      Family.Ref cause = Family.Ref.parse(message.cause());
                      if (cause != null) {
                        family.caused(ref(message), cause);
                      }
                      visitor.accept(message);
                    });
        searched.add(new Searched(stream, since, seen.messages(), seen.complete()));
        if (!seen.complete()) {
          notes.add(
              "Stream %s has more since then than was looked through: %d messages."
                  .formatted(stream, seen.messages()));
        }
      }
    }

    private List<ScannedMessage> loaded(Set<Family.Ref> members) throws IOException {
      List<ScannedMessage> messages = new ArrayList<>();
      for (Family.Ref member : members) {
        Optional<ScannedMessage> message = load(member);
        if (message.isPresent()) {
          messages.add(message.get());
        } else {
          notes.add(member.id() + " belongs here, and its stream does not have it any more.");
        }
      }
      return messages;
    }

    private Set<String> names() throws IOException {
      Set<String> names = new LinkedHashSet<>();
      for (MappingConfig mapping : mappings.config().mappings()) {
        names.add(mapping.stream());
      }
      Set<String> subjects = new LinkedHashSet<>();
      for (MappingConfig mapping : mappings.config().mappings()) {
        subjects.addAll(mapping.outputSubjects());
        mapping.onSuccessSubject().ifPresent(subjects::add);
        mapping.onFailureSubject().ifPresent(subjects::add);
      }
      for (String subject : subjects) {
        names.addAll(inquiry.streamsOf(subject));
      }
      return names;
    }
  }

  private static Family.Ref ref(ScannedMessage message) {
    return new Family.Ref(
        message.message().stream(), message.message().epoch(), message.message().sequence());
  }
}
