package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.Located;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.Subjects;
import dev.triggerbridge.bridge.console.page.FilterDesk;
import dev.triggerbridge.bridge.console.page.Problem;
import dev.triggerbridge.bridge.console.page.ProblemException;
import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.filter.Fault;
import dev.triggerbridge.bridge.filter.FilterCriteria;
import dev.triggerbridge.bridge.filter.FilterPattern;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code filter test} does, for the console, with the configuration that is in force. */
final class FilterTrials implements FilterDesk {
  private final Mappings mappings;

  FilterTrials(Mappings mappings) {
    this.mappings = mappings;
  }

  @Override
  public List<Known> known() {
    return mappings.config().mappings().stream()
        .map(
            mapping ->
                new Known(
                    mapping.name(),
                    mapping.stream(),
                    mappings.contents().consumerSubjects(mapping),
                    mapping.filters().stream().map(Located::shown).toList()))
        .toList();
  }

  @Override
  public Verdict test(Trial trial) throws ProblemException {
    MappingConfig mapping = mapping(trial.mapping());
    if (!trial.subject().matches("[^\\s.*>]+(\\.[^\\s.*>]+)*")) {
      throw new ProblemException(
          Problem.of(
              "subject",
              trial.subject(),
              "is not the subject of a message",
              "Write one without spaces and wildcards, such as orders.created.v1"));
    }
    Contents contents = mappings.contents();
    Delivery record =
        new Delivery(
            mapping.stream(),
            "",
            1,
            trial.subject(),
            new Headers(trial.headers()),
            trial.payload(),
            Instant.EPOCH,
            1,
            0,
            new AckToken() {});
    List<String> subjects = contents.consumerSubjects(mapping);
    boolean delivered =
        subjects.isEmpty()
            || subjects.stream().anyMatch(one -> Subjects.covers(one, trial.subject()));
    Optional<FilterCriteria> criteria =
        trial.pattern().isPresent()
            ? Optional.of(pattern(trial.pattern().get(), contents))
            : contents.criteria(mapping);
    RecordFilter.Verdict verdict = contents.filter(mapping, criteria).examine(record);
    FilterCriteria seeing =
        criteria.orElseGet(() -> new FilterCriteria(List.of(), contents.payloads()));
    FilterCriteria.Document document = seeing.document(record);
    boolean accepted = verdict instanceof RecordFilter.Verdict.Accepted;
    return new Verdict(
        delivered && accepted,
        delivered,
        subjects,
        document.payload(),
        document.json(),
        verdict instanceof RecordFilter.Verdict.Filtered(boolean mismatch) && mismatch,
        verdict instanceof RecordFilter.Verdict.Invalid(String code, String reason)
            ? code + ": " + reason
            : "",
        criteria
            .map(filters -> matched(trial, mapping, filters.evaluate(record)))
            .orElse(List.of()));
  }

  private static List<Matched> matched(
      Trial trial, MappingConfig mapping, FilterCriteria.Evaluation evaluation) {
    List<String> patterns =
        trial
            .pattern()
            .map(List::of)
            .orElseGet(() -> mapping.filters().stream().map(Located::shown).toList());
    List<Matched> matched = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      matched.add(new Matched(i, evaluation.matching().contains(i), patterns.get(i)));
    }
    return matched;
  }

  private static FilterCriteria pattern(String text, Contents contents) throws ProblemException {
    Optional<Fault> fault = FilterPattern.fault(text);
    if (fault.isPresent()) {
      throw new ProblemException(
          Problem.of("pattern", text, fault.get().reason(), fault.get().remedy()));
    }
    return new FilterCriteria(List.of(FilterPattern.of(text)), contents.payloads());
  }

  private MappingConfig mapping(String name) throws ProblemException {
    List<MappingConfig> all = mappings.config().mappings();
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        "mapping",
                        name,
                        "is not in the configuration",
                        "Name one of "
                            + all.stream()
                                .map(MappingConfig::name)
                                .collect(Collectors.joining(", ")))));
  }
}
