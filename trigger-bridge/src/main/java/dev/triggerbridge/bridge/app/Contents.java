package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.InvalidConfigurationException;
import dev.triggerbridge.bridge.config.Located;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.OrderByConfig;
import dev.triggerbridge.bridge.config.PayloadSchema;
import dev.triggerbridge.bridge.config.Problem;
import dev.triggerbridge.bridge.config.SchemasConfig;
import dev.triggerbridge.bridge.config.Subjects;
import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.filter.FilterCriteria;
import dev.triggerbridge.bridge.filter.FilterPattern;
import dev.triggerbridge.bridge.schema.DescriptorSet;
import dev.triggerbridge.bridge.schema.JsonSchemaCheck;
import dev.triggerbridge.bridge.schema.MessageType;
import dev.triggerbridge.bridge.schema.MessageTypes;
import dev.triggerbridge.bridge.schema.PayloadReader;
import dev.triggerbridge.bridge.schema.ProtobufCheck;
import dev.triggerbridge.bridge.schema.SchemaCheck;
import dev.triggerbridge.bridge.schema.UnusableSchemaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything in a configuration that is a language or a file of its own: schemas and filter
 * patterns. Read and compiled once. Immutable; thread-safe.
 */
final class Contents {
  private static final String DESCRIPTOR_SET = "schemas.descriptorSet";

  private final List<Problem> problems = new ArrayList<>();
  private final DescriptorSet types;
  private final PayloadReader payloads;
  private final Map<String, SchemaCheck> checks = new HashMap<>();
  private final Map<String, FilterCriteria> criteria = new HashMap<>();
  private final Map<String, List<String>> subjects = new HashMap<>();
  private final Map<String, ByteBuffer> bytesRead = new HashMap<>();

  private Contents(BridgeConfig config) {
    this.types =
        config.schemas().descriptorSet().map(this::descriptorSet).orElse(DescriptorSet.NONE);
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

  /** The files that a configuration refers to, whether they exist or not. */
  static Set<Path> files(BridgeConfig config) {
    Set<Path> files = new LinkedHashSet<>();
    config.schemas().descriptorSet().ifPresent(file -> files.add(Path.of(file.text())));
    for (MappingConfig mapping : config.mappings()) {
      if (mapping.schema().orElse(null) instanceof PayloadSchema.JsonSchema(Located file)) {
        files.add(Path.of(file.text()));
      }
    }
    return files;
  }

  /** What the files that a mapping's payloads are read with said, by their names. */
  Map<String, ByteBuffer> basis(BridgeConfig config, MappingConfig mapping) {
    Map<String, ByteBuffer> basis = new HashMap<>();
    if (decodes(mapping)) {
      config.schemas().descriptorSet().ifPresent(file -> put(basis, file));
    }
    if (mapping.schema().orElse(null) instanceof PayloadSchema.JsonSchema(Located file)) {
      put(basis, file);
    }
    return basis;
  }

  /** Whether what payloads are decoded with concerns a mapping. */
  static boolean decodes(MappingConfig mapping) {
    return !mapping.filters().isEmpty()
        || mapping.schema().isPresent()
        || mapping
            .orderBy()
            .filter(order -> order.key() instanceof OrderByConfig.Key.PayloadField)
            .isPresent();
  }

  private void put(Map<String, ByteBuffer> basis, Located file) {
    basis.put(file.text(), bytesRead.getOrDefault(file.text(), ByteBuffer.allocate(0)));
  }

  /** The mapping's criteria, if it has any. */
  Optional<FilterCriteria> criteria(MappingConfig mapping) {
    return Optional.ofNullable(criteria.get(mapping.name()));
  }

  /** What reaches the mapping's function. */
  RecordFilter filter(MappingConfig mapping) {
    return filter(mapping, criteria(mapping));
  }

  /** What would reach the mapping's function with these criteria. */
  RecordFilter filter(MappingConfig mapping, Optional<FilterCriteria> instead) {
    Optional<SchemaCheck> check = Optional.ofNullable(checks.get(mapping.name()));
    return instead.isEmpty() && check.isEmpty() ? RecordFilter.ALL : new RecordGate(instead, check);
  }

  /** Reads the payloads of every mapping. */
  PayloadReader payloads() {
    return payloads;
  }

  /** What the mapping's consumer filters by; empty for the whole stream. */
  List<String> consumerSubjects(MappingConfig mapping) {
    return subjects.getOrDefault(mapping.name(), mapping.filterSubjects());
  }

  private MessageTypes messageTypes(SchemasConfig schemas) {
    Map<String, MessageType> bySubject = new LinkedHashMap<>();
    schemas
        .types()
        .forEach((subject, name) -> type(name).ifPresent(type -> bySubject.put(subject, type)));
    return new MessageTypes(types, bySubject, Subjects::covers);
  }

  /** Where the set itself could not be read, that is complaint enough. */
  private Optional<MessageType> type(Located name) {
    Optional<MessageType> type = types.find(name.text());
    if (type.isEmpty() && problems.stream().noneMatch(p -> p.path().equals(DESCRIPTOR_SET))) {
      problems.add(
          name.problem(
              "is no message type of " + DESCRIPTOR_SET,
              types.names().isEmpty()
                  ? "Name a file that protoc --include_imports --descriptor_set_out wrote there"
                  : "Use the full name of one of its types, such as "
                      + types.names().iterator().next()));
    }
    return type;
  }

  private DescriptorSet descriptorSet(Located file) {
    return read(file, DescriptorSet::parse).orElse(DescriptorSet.NONE);
  }

  private <T> Optional<T> read(Located file, Parser<T> parser) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of(file.text()));
      bytesRead.put(file.text(), ByteBuffer.wrap(bytes));
      return Optional.of(parser.parse(bytes));
    } catch (IOException e) {
      problems.add(
          file.problem(
              "cannot be read: " + e.getClass().getSimpleName(), "Name a file that exists"));
    } catch (UnusableSchemaException e) {
      problems.add(file.problem(e.reason(), e.remedy()));
    }
    return Optional.empty();
  }

  private Optional<? extends SchemaCheck> check(PayloadSchema schema) {
    return switch (schema) {
      case PayloadSchema.Protobuf(Located type) -> type(type).map(ProtobufCheck::new);
      case PayloadSchema.JsonSchema(Located file) -> read(file, JsonSchemaCheck::parse);
    };
  }

  private void compile(MappingConfig mapping) {
    mapping.schema().flatMap(this::check).ifPresent(check -> checks.put(mapping.name(), check));
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

  /** Understands the bytes of a file. */
  private interface Parser<T> {
    T parse(byte[] bytes) throws UnusableSchemaException;
  }
}
