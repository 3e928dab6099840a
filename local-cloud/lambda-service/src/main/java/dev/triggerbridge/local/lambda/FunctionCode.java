package dev.triggerbridge.local.lambda;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An unpacked artifact in the cache. Its path is made of its content, so times and paths stay the
 * same between runs: the JVM silently ignores an AOT cache when they do not.
 *
 * @param root the folder of all of this
 * @param classPath jars only, the runtime's first; an AOT cache allows no folders
 * @param jniLibrary the runtime's native part
 */
record FunctionCode(Path root, List<Path> classPath, Path jniLibrary) {
  /** The artifact as it would be below /var/task. */
  Path taskRoot() {
    return root.resolve("task");
  }

  /**
   * An empty folder: what the runtime finds in its current one would be on the class path twice.
   */
  Path currentDirectory() {
    return root.resolve("empty");
  }

  Path aotCache() {
    return root.resolve("function.aot");
  }

  boolean hasAotCache() {
    return Files.isRegularFile(aotCache());
  }

  String classPathArgument() {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
