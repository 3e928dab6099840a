package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.InvalidConfigurationException;
import dev.triggerbridge.bridge.config.Located;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.Problem;
import dev.triggerbridge.bridge.config.SchemasConfig;
import dev.triggerbridge.bridge.config.Subjects;
import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.filter.FilterCriteria;
import dev.triggerbridge.bridge.filter.FilterPattern;
import dev.triggerbridge.bridge.schema.DescriptorSet;
import dev.triggerbridge.bridge.schema.MessageType;
import dev.triggerbridge.bridge.schema.MessageTypes;
import dev.triggerbridge.bridge.schema.PayloadReader;
import dev.triggerbridge.bridge.schema.UnusableSchemaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything in a configuration that is a language or a file of its own: schemas and filter
 * patterns. Read and compiled once. Immutable; thread-safe.
 */
final class Contents {
  private final List<Problem> problems = new ArrayList<>();
  private final PayloadReader payloads;
  private final Map<String, FilterCriteria> criteria = new HashMap<>();
  private final Map<String, List<String>> subjects = new HashMap<>();

  private Contents(BridgeConfig config) {
    this.payloads = new PayloadReader(messageTypes(config.schemas()));
    config.mappings().forEach(this::compile);
  }

  /**
   * Reads the files and compiles the patterns; blocks.
   *
   * @param source what is read, for people
   * @throws InvalidConfigurationException naming everything that cannot be used
   */
  static Contents read(String source, BridgeConfig config) {
    Contents contents = new Contents(config);
    if (!contents.problems.isEmpty()) {
      contents.problems.sort(Comparator.comparingInt(Problem::line));
      throw new InvalidConfigurationException(source, contents.problems);
    }
    return contents;
  }

  /** The mapping's criteria, if it has any. */
  Optional<FilterCriteria> criteria(MappingConfig mapping) {
    return Optional.ofNullable(criteria.get(mapping.name()));
  }

  /** What reaches the mapping's function. */
  RecordFilter filter(MappingConfig mapping) {
    return criteria(mapping).<RecordFilter>map(CriteriaFilter::new).orElse(RecordFilter.ALL);
  }

  /** What the mapping's consumer filters by; empty for the whole stream. */
  List<String> consumerSubjects(MappingConfig mapping) {
    return subjects.getOrDefault(mapping.name(), mapping.filterSubjects());
  }

  private MessageTypes messageTypes(SchemasConfig schemas) {
    Optional<DescriptorSet> set = schemas.descriptorSet().map(this::descriptorSet);
    if (set.isEmpty()) {
      return MessageTypes.NONE;
    }
    Map<String, MessageType> bySubject = new LinkedHashMap<>();
    schemas
        .types()
        .forEach(
            (subject, name) ->
                set.get()
                    .find(name.text())
                    .ifPresentOrElse(
                        type -> bySubject.put(subject, type),
                        () -> problems.add(unknownType(name, set.get()))));
    return new MessageTypes(set.get(), bySubject, Subjects::covers);
  }

  private static Problem unknownType(Located name, DescriptorSet set) {
    return name.problem(
        "is no message type of schemas.descriptorSet",
        "Use one of its "
            + set.names().size()
            + " types, by its full name such as "
            + set.names().stream().findFirst().orElse("orders.v1.OrderCreated"));
  }

  private DescriptorSet descriptorSet(Located file) {
    try {
      return DescriptorSet.parse(Files.readAllBytes(Path.of(file.text())));
    } catch (IOException e) {
      problems.add(
          file.problem(
              "cannot be read: " + e.getClass().getSimpleName(), "Name a file that exists"));
    } catch (UnusableSchemaException e) {
      problems.add(file.problem(e.reason(), e.remedy()));
    }
    return DescriptorSet.NONE;
  }

  private void compile(MappingConfig mapping) {
    List<FilterPattern> patterns = new ArrayList<>();
    for (Located filter : mapping.filters()) {
      FilterPattern.fault(filter.text())
          .ifPresentOrElse(
              fault -> problems.add(filter.problem(fault.reason(), fault.remedy())),
              () -> patterns.add(FilterPattern.of(filter.text())));
    }
    if (!patterns.isEmpty()) {
      criteria.put(mapping.name(), new FilterCriteria(patterns, payloads));
      ConsumerSubjects.of(mapping, patterns)
          .ifPresentOrElse(
              filters -> subjects.put(mapping.name(), filters),
              () ->
                  problems.add(
                      mapping
                          .filters()
                          .getFirst()
                          .problem(
                              "and its neighbours ask for subjects that filterSubjects excludes, so"
                                  + " no record would pass",
                              "Correct one of the two")));
    }
  }
}
