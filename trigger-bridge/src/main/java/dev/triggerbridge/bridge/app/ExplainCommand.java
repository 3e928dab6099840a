package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.deadletter.DeadLetterQueue;
import dev.triggerbridge.bridge.deadletter.EntryFilter;
import dev.triggerbridge.bridge.deadletter.Origin;
import dev.triggerbridge.bridge.deadletter.SequenceRanges;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.nats.Inquiry;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.nats.StoredOutput;
import dev.triggerbridge.bridge.nats.StreamSight;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells one message's story. Reads only; holds one message at a time. */
@Command(
    name = "explain",
    description = "Tells one message's story: where it is, and what became of it in each mapping.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge explain ORDERS/9812 --config bridge.yaml",
      "  trigger-bridge explain ORDERS/9812 --config bridge.yaml --output json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "STREAM/SEQUENCE",
      converter = RecordId.Converter.class,
      description = "The record, as functions, logs and dead letters name it.")
  private RecordId record = new RecordId("", 0);

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    Contents contents = config.contents(read);
    Listing listing = new Listing("about", "state", "detail");
    try (NatsSession nats = NatsSession.connect(Translation.nats(read.nats()))) {
      Inquiry inquiry = nats.inquiry();
      StreamSight stream = inquiry.stream(record.stream());
      Optional<Delivery> message =
          inquiry.message(record.stream(), stream.epoch(), record.sequence());
      listing.add(record.toString(), state(stream, message), whereItIs(stream, message));
      if (record.sequence() <= stream.lastSequence()) {
        DeadLetterQueue deadLetters = nats.deadLetters(Clock.systemUTC());
        for (MappingConfig mapping : read.mappings()) {
          if (mapping.stream().equals(record.stream())) {
            explain(mapping, contents, inquiry, deadLetters, stream, message, listing);
          }
        }
      }
    }
    listing.print(spec.commandLine().getOut(), output.format());
    return Main.OK;
  }

  private void explain(
      MappingConfig mapping,
      Contents contents,
      Inquiry inquiry,
      DeadLetterQueue deadLetters,
      StreamSight stream,
      Optional<Delivery> message,
      Listing listing)
      throws IOException {
    Optional<FateFinder.Entry> entry =
        deadLetter(mapping, deadLetters, stream)
            .map(stored -> new FateFinder.Entry(stored.id(), stored.entry()));
    FateFinder.Found found =
        new FateFinder(contents, inquiry)
            .find(mapping, stream.epoch(), record.sequence(), message, entry);
    Fate fate = found.fate();
    listing.add("mapping " + mapping.name(), fate.name(), found.detail());
    if (fate != Fate.NOT_MATCHED && fate != Fate.NO_CONSUMER && fate != Fate.WAITING) {
      List<String> subjects = new ArrayList<>(mapping.outputSubjects());
      mapping.onSuccessSubject().ifPresent(subjects::add);
      outputs(subjects, inquiry, stream, message, listing);
    }
  }

  /** Mappings may share an output subject: the event's id tells whose function returned it. */
  private void outputs(
      List<String> subjects,
      Inquiry inquiry,
      StreamSight stream,
      Optional<Delivery> message,
      Listing listing)
      throws IOException {
    for (StoredOutput output :
        inquiry.outputs(subjects, record.stream(), stream.epoch(), record.sequence(), message)) {
      listing.add(
          "output " + output.stream() + "/" + output.sequence(),
          "PUBLISHED",
          "%s, message id %s, %s".formatted(output.subject(), output.id(), output.storedAt()));
    }
  }

  /** Bounded by the dead-letter stream's length in time, and by one entry in memory. */
  private Optional<StoredEntry> deadLetter(
      MappingConfig mapping, DeadLetterQueue deadLetters, StreamSight stream) throws IOException {
    if (mapping.onFailureSubject().isEmpty()) {
      return Optional.empty();
    }
    List<StoredEntry> last = new ArrayList<>(1);
    deadLetters.forEach(
        mapping.onFailureSubject().get(),
        new EntryFilter(
            Set.of(mapping.name()),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            SequenceRanges.ALL),
        entry -> {
          Origin origin = entry.entry().origin();
          if (origin.sequence() == record.sequence()
              && origin.stream().equals(record.stream())
              && origin.epoch().equals(stream.epoch())) {
            last.clear();
            last.add(entry);
          }
        });
    return last.stream().findFirst();
  }

  private String state(StreamSight stream, Optional<Delivery> message) {
    if (message.isPresent()) {
      return "STORED";
    }
    return record.sequence() > stream.lastSequence() ? "NOT_PUBLISHED" : "REMOVED";
  }

  private String whereItIs(StreamSight stream, Optional<Delivery> message) {
    if (message.isPresent()) {
      Delivery found = message.get();
      return "subject %s, %s, %d bytes, message id %s"
          .formatted(found.subject(), found.timestamp(), found.data().length, found.messageId());
    }
    return record.sequence() > stream.lastSequence()
        ? "the last message of the stream is " + stream.lastSequence()
        : "by the stream's limits, a purge or a delete; its first message is "
            + stream.firstSequence();
  }
}
