package dev.triggerbridge.bridge.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The message types of a file that {@code protoc --include_imports --descriptor_set_out} wrote.
 * Immutable; thread-safe.
 */
public final class DescriptorSet {
  /** Knows no type. */
  public static final DescriptorSet NONE = new DescriptorSet(Map.of());

  private static final String HOW_TO_WRITE_ONE =
      "Write it with protoc --include_imports --descriptor_set_out=FILE, or buf build -o FILE";

  private final Map<String, Descriptor> types;

  private DescriptorSet(Map<String, Descriptor> types) {
    this.types = types;
  }

  /**
   * Reads a set.
   *
   * @throws UnusableSchemaException if it is none, or lacks a file that another one imports
   */
  public static DescriptorSet parse(byte[] bytes) throws UnusableSchemaException {
    Map<String, FileDescriptorProto> files = new HashMap<>();
    try {
      FileDescriptorSet.parseFrom(bytes).getFileList().forEach(f -> files.put(f.getName(), f));
    } catch (InvalidProtocolBufferException e) {
      throw new UnusableSchemaException("is no Protobuf descriptor set", HOW_TO_WRITE_ONE);
    }
    if (files.isEmpty()) {
      throw new UnusableSchemaException("describes no file", HOW_TO_WRITE_ONE);
    }
    Map<String, FileDescriptor> built = new HashMap<>();
    Map<String, Descriptor> types = new TreeMap<>();
    for (String name : files.keySet()) {
      addAll(build(name, files, built, new LinkedHashSet<>()).getMessageTypes(), types);
    }
    return new DescriptorSet(types);
  }

  /** The type of a full name such as {@code orders.v1.OrderCreated}. */
  public Optional<MessageType> find(String fullName) {
    return Optional.ofNullable(types.get(fullName)).map(MessageType::new);
  }

  /** Full names, in order. */
  public Set<String> names() {
    return types.keySet();
  }

  private static FileDescriptor build(
      String name,
      Map<String, FileDescriptorProto> files,
      Map<String, FileDescriptor> built,
      Set<String> importers)
      throws UnusableSchemaException {
    FileDescriptor ready = built.get(name);
    if (ready != null) {
      return ready;
    }
    FileDescriptorProto file = files.get(name);
    if (file == null || !importers.add(name)) {
      throw new UnusableSchemaException(
          file == null ? "lacks " + name + ", which it imports" : name + " imports itself",
          HOW_TO_WRITE_ONE);
    }
    List<FileDescriptor> imports = new ArrayList<>();
    for (String imported : file.getDependencyList()) {
      imports.add(build(imported, files, built, importers));
    }
    importers.remove(name);
    try {
      FileDescriptor made = FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
      built.put(name, made);
      return made;
    } catch (DescriptorValidationException e) {
      throw new UnusableSchemaException(
          "is not consistent: " + e.getProblemSymbolName() + ": " + e.getDescription(),
          HOW_TO_WRITE_ONE);
    }
  }

  private static void addAll(List<Descriptor> messages, Map<String, Descriptor> types) {
    for (Descriptor message : messages) {
      types.put(message.getFullName(), message);
      addAll(message.getNestedTypes(), types);
    }
  }
}
