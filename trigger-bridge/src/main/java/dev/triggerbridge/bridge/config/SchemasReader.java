package dev.triggerbridge.bridge.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code schemas}. */
final class SchemasReader {
  private SchemasReader() {}

  static SchemasConfig read(Section schemas) {
    Optional<Located> file = schemas.item("descriptorSet").map(Located::at);
    Section table = schemas.section("types");
    Map<String, Located> types = new LinkedHashMap<>();
    for (String subject : table.keys()) {
      Subjects.filterFault(subject)
          .ifPresent(fault -> table.problem(subject, fault, "Write one such as orders.*.v1"));
      table.item(subject).ifPresent(type -> types.put(subject, Located.at(type)));
    }
    if (file.isEmpty() && !types.isEmpty()) {
      schemas.problem(
          "descriptorSet",
          "is missing, and the message types of 'types' are looked up there",
          "Name a file that protoc --include_imports --descriptor_set_out wrote");
    }
    schemas.rejectUnknownKeys();
    return new SchemasConfig(file, types);
  }
}
