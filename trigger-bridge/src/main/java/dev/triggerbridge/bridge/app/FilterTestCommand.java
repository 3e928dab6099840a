package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.Subjects;
import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.filter.FilterCriteria;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says whether a record would reach a mapping's function, without connecting to anything. */
@Command(
    name = "test",
    description =
        "Says whether a record would reach a mapping's function, and what the filters see of it."
            + " Connects to nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge filter test -c bridge.yaml -m payment -e order.json -s orders.created.v1",
      "  trigger-bridge filter test -c bridge.yaml -m payment -e order.bin -s orders.created.v2 \\",
      "    -H Content-Type=application/x-protobuf -H Data-Schema=orders.v2.OrderCreated"
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the record reaches the function",
      "1:it is filtered out, or becomes a dead letter since it is not what the schema asks for",
      "2:a command line, configuration or event file that cannot be used"
    })
final class FilterTestCommand implements Callable<Integer> {
  static final int MATCH = 0;
  static final int NO_MATCH = 1;

  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-m", "--mapping"},
      required = true,
      paramLabel = "NAME",
      description = "The mapping whose criteria are tried.")
  private String mapping = "";

  @Option(
      names = {"-e", "--event"},
      required = true,
      paramLabel = "FILE",
      description = "The payload as it is published: JSON, Protobuf or text.")
  private Path event = Path.of("");

  @Option(
      names = {"-s", "--subject"},
      paramLabel = "SUBJECT",
      description =
          "The record's subject. Left out: the mapping's, if filterSubjects names exactly one.")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME=VALUE",
      description = "A header of the record; may be repeated.")
  private List<String> headers = new ArrayList<>();

  @Override
  public Integer call() {
    BridgeConfig read = config.read();
    MappingConfig chosen = chosen(read);
    Contents contents = config.contents(read);
    Delivery record = record(chosen);
    PrintWriter out = spec.commandLine().getOut();
    boolean passes = judge(out, chosen, contents, record);
    out.flush();
    return passes ? MATCH : NO_MATCH;
  }

  private boolean judge(PrintWriter out, MappingConfig chosen, Contents contents, Delivery record) {
    List<String> consumer = contents.consumerSubjects(chosen);
    boolean delivered =
        consumer.isEmpty()
            || consumer.stream().anyMatch(filter -> Subjects.covers(filter, record.subject()));
    say(
        out,
        "subjects that the server delivers: %s -> %s",
        consumer.isEmpty() ? "all" : String.join(", ", consumer),
        delivered ? "delivered" : "never delivered");
    contents.criteria(chosen).ifPresent(criteria -> show(out, criteria, chosen, record));
    RecordFilter.Verdict verdict = contents.filter(chosen).examine(record);
    if (delivered && verdict instanceof RecordFilter.Verdict.Invalid(String code, String reason)) {
      say(out, "the record becomes a dead letter: %s: %s", code, reason);
      return false;
    }
    boolean passes = delivered && verdict instanceof RecordFilter.Verdict.Accepted;
    say(out, passes ? "the record reaches the function" : "the record is filtered out");
    return passes;
  }

  private void show(
      PrintWriter out, FilterCriteria criteria, MappingConfig chosen, Delivery record) {
    FilterCriteria.Document document = criteria.document(record);
    say(out, "payload read as: %s%n%s", document.payload(), document.json());
    FilterCriteria.Evaluation evaluation = criteria.evaluate(record);
    Listing filters = new Listing("filter", "matches", "pattern");
    for (int i = 0; i < chosen.filters().size(); i++) {
      filters.add(i, evaluation.matching().contains(i), chosen.filters().get(i).shown());
    }
    filters.print(out, output.format());
    if (evaluation.formatMismatch() && !evaluation.accepted()) {
      say(out, "the payload's format is not the one that a pattern on 'data' asks for");
    }
  }

  /** For people; with {@code --output json} the filters' answers stand alone. */
  private void say(PrintWriter out, String format, Object... values) {
    if (!output.isJson()) {
      out.println(format.formatted(values));
    }
  }

  private MappingConfig chosen(BridgeConfig read) {
    return read.mappings().stream()
        .filter(one -> one.name().equals(mapping))
        .findFirst()
        .orElseThrow(
            () ->
                unusable(
                    "--mapping %s: there is no such mapping. Name one of %s"
                        .formatted(
                            mapping,
                            String.join(
                                ", ",
                                read.mappings().stream().map(MappingConfig::name).toList()))));
  }

  private Delivery record(MappingConfig chosen) {
    try {
      return new Delivery(
          chosen.stream(),
          "",
          1,
          subject(chosen),
          new Headers(headers()),
          Files.readAllBytes(event),
          Instant.EPOCH,
          1,
          0,
          new AckToken() {});
    } catch (IOException e) {
      throw unusable(
          "--event %s: cannot be read: %s. Name a file that exists"
              .formatted(event, e.getClass().getSimpleName()));
    }
  }

  private String subject(MappingConfig chosen) {
    List<String> own = chosen.filterSubjects();
    return subject.orElseGet(
        () -> {
          if (own.size() == 1 && !own.getFirst().matches(".*[*>].*")) {
            return own.getFirst();
          }
          throw unusable(
              "--subject is missing, and mapping %s reads more than one. Write --subject"
                      .formatted(chosen.name())
                  + " orders.created.v1");
        });
  }

  private Map<String, List<String>> headers() {
    Map<String, List<String>> parsed = new LinkedHashMap<>();
    for (String header : headers) {
      int equals = header.indexOf('=');
      if (equals < 1) {
        throw unusable(
            "--header %s: is not NAME=VALUE. Write --header Content-Type=application/json"
                .formatted(header));
      }
      parsed
          .computeIfAbsent(header.substring(0, equals), name -> new ArrayList<>())
          .add(header.substring(equals + 1));
    }
    return parsed;
  }

  private ParameterException unusable(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
