package dev.triggerbridge.functions.descriptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All functions of a folder. */
public final class FunctionDescriptors {
  private FunctionDescriptors() {}

  /**
   * Reads the {@code function.json} of every folder directly under this one, and checks that names,
   * tables and buckets have one owner each.
   *
   * @return by name; at least one
   * @throws InvalidDescriptorException with every problem of every file, or if there is no file
   */
  public static List<FunctionDescriptor> readAll(Path functionsDir) {
    List<String> problems = new ArrayList<>();
    List<FunctionDescriptor> descriptors = new ArrayList<>();
    Owners owners = new Owners(problems);
    for (Path file : files(functionsDir, problems)) {
      FunctionDescriptor descriptor = DescriptorParser.parse(file, problems);
      if (descriptor != null) {
        descriptors.add(descriptor);
        owners.add(file, descriptor);
      }
    }
    if (descriptors.isEmpty() && problems.isEmpty()) {
      problems.add(
          "%s: no folder in it has a %s: give the folder of the functions"
              .formatted(functionsDir, FunctionDescriptor.FILE_NAME));
    }
    if (!problems.isEmpty()) {
      throw new InvalidDescriptorException(problems);
    }
    descriptors.sort(Comparator.comparing(FunctionDescriptor::name));
    return List.copyOf(descriptors);
  }

  private static List<Path> files(Path functionsDir, List<String> problems) {
    try (Stream<Path> folders = Files.list(functionsDir)) {
      return folders
          .map(folder -> folder.resolve(FunctionDescriptor.FILE_NAME))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.add(
          "%s: cannot be listed (%s): give the folder of the functions"
              .formatted(functionsDir, e.getClass().getSimpleName()));
      return List.of();
    }
  }

  /** Who owns which name; a second owner is a problem. */
  private record Owners(List<String> problems, Map<String, Path> byName) {
    Owners(List<String> problems) {
      this(problems, new HashMap<>());
    }

    void add(Path file, FunctionDescriptor descriptor) {
      claim(file, "name", descriptor.name());
      TableDefinition table = descriptor.table();
      claim(file, "table.name", table == null ? null : table.name());
      BucketDefinition bucket = descriptor.bucket();
      claim(file, "bucket.name", bucket == null ? null : bucket.name());
    }

    private void claim(Path file, String field, @Nullable String value) {
      if (value == null) {
        return;
      }
      Path owner = byName.putIfAbsent(field + "=" + value, file);
      if (owner != null) {
        problems.add(
            "%s: %s is '%s', which belongs to %s: give it one owner"
                .formatted(file, field, value, owner));
      }
    }
  }
}
