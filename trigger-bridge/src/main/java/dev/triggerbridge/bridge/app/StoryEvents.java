package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.Subjects;
import dev.triggerbridge.bridge.console.page.StoryDesk;
import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.Origin;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.nats.Inquiry;
import dev.triggerbridge.bridge.nats.ScannedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells of each message who made it and what became of it. Blocks; not thread-safe. */
final class StoryEvents {
  private final Mappings mappings;
  private final FateFinder fates;
  private final Predicate<Family.Ref> isSeed;

  /**
   * For one story.
   *
   * @param isSeed whether a record was asked for
   */
  StoryEvents(Mappings mappings, Inquiry inquiry, Predicate<Family.Ref> isSeed) {
    this.mappings = mappings;
    this.fates = new FateFinder(mappings.contents(), inquiry);
    this.isSeed = isSeed;
  }

  /** Oldest first. */
  List<StoryDesk.Event> of(List<ScannedMessage> messages) throws IOException {
    List<StoryDesk.Event> events = new ArrayList<>();
    for (ScannedMessage message : messages) {
      events.add(event(message, messages));
    }
    events.sort(Comparator.comparing(StoryDesk.Event::time).thenComparing(StoryDesk.Event::id));
    return events;
  }

  private StoryDesk.Event event(ScannedMessage scanned, List<ScannedMessage> all)
      throws IOException {
    Delivery message = scanned.message();
    Family.Ref cause = Family.Ref.parse(scanned.cause());
    List<MappingConfig> producers = producers(scanned, cause);
    List<String> functions =
        producers.stream().map(MappingConfig::functionName).distinct().toList();
    Optional<DeadLetterEntry> entry = scanned.deadLetter();
    return new StoryDesk.Event(
        message.id(),
        message.stream(),
        message.subject(),
        message.timestamp(),
        message.messageId(),
        cause == null ? "" : cause.id(),
        producers.stream().map(MappingConfig::name).toList(),
        functions.size() == 1 ? functions.getFirst() : "",
        isSeed.test(new Family.Ref(message.stream(), message.epoch(), message.sequence())),
        message.headers().values(),
        entry.isPresent()
            ? Bodies.of(entry.get(), mappings.contents().payloads())
            : Bodies.of(message, mappings.contents().payloads()),
        entry.map(StoryEvents::givenUp),
        fates(message, all));
  }

  private List<StoryDesk.InMapping> fates(Delivery message, List<ScannedMessage> all)
      throws IOException {
    List<StoryDesk.InMapping> found = new ArrayList<>();
    for (MappingConfig mapping : mappings.config().mappings()) {
      if (mapping.stream().equals(message.stream())) {
        FateFinder.Found fate =
            fates.find(
                mapping,
                message.epoch(),
                message.sequence(),
                Optional.of(message),
                deadLetter(mapping, message, all));
        if (fate.fate() != Fate.NOT_MATCHED) {
          found.add(
              new StoryDesk.InMapping(
                  mapping.name(), mapping.functionName(), fate.fate().name(), fate.detail()));
        }
      }
    }
    return found;
  }

  private static Optional<FateFinder.Entry> deadLetter(
      MappingConfig mapping, Delivery message, List<ScannedMessage> all) {
    return all.stream()
        .filter(
            each ->
                each.deadLetter()
                    .map(DeadLetterEntry::origin)
                    .filter(origin -> isFrom(origin, mapping, message))
                    .isPresent())
        .map(each -> new FateFinder.Entry(each.message().id(), each.deadLetter().orElseThrow()))
        .findFirst();
  }

  private static boolean isFrom(Origin origin, MappingConfig mapping, Delivery message) {
    return origin.mapping().equals(mapping.name())
        && origin.sequence() == message.sequence()
        && origin.stream().equals(message.stream())
        && origin.epoch().equals(message.epoch());
  }

  /** Mappings that read the cause and may publish here; by convention the id names the function. */
  private List<MappingConfig> producers(
      ScannedMessage scanned, Family.@org.jspecify.annotations.Nullable Ref cause) {
    if (scanned.deadLetter().isPresent()) {
      String name = scanned.deadLetter().get().origin().mapping();
      return mappings.config().mappings().stream()
          .filter(mapping -> mapping.name().equals(name))
          .toList();
    }
    if (cause == null) {
      return List.of();
    }
    List<MappingConfig> candidates =
        mappings.config().mappings().stream()
            .filter(mapping -> mapping.stream().equals(cause.stream()))
            .filter(mapping -> publishes(mapping, scanned.message().subject()))
            .toList();
    String id = scanned.message().messageId();
    List<MappingConfig> named =
        candidates.stream()
            .filter(
                mapping ->
                    id.startsWith(mapping.functionName() + ":")
                        || id.startsWith(mapping.name() + ":"))
            .toList();
    return named.isEmpty() ? candidates : named;
  }

  private static boolean publishes(MappingConfig mapping, String subject) {
    return mapping.outputSubjects().stream().anyMatch(filter -> Subjects.covers(filter, subject))
        || mapping.onSuccessSubject().filter(subject::equals).isPresent();
  }

  private static StoryDesk.GivenUp givenUp(DeadLetterEntry entry) {
    return new StoryDesk.GivenUp(
        entry.origin().mapping(),
        entry.origin().recordId(),
        entry.failure().attempts(),
        entry.failure().errorClass(),
        entry.failure().code(),
        entry.failure().message());
  }
}
