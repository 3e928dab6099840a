package dev.triggerbridge.local.system.crash.stack;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What is run: the packaged artifacts, or copies of them with a mistake in them.
 *
 * @param bridge the bridge's jar
 * @param functions zips by function name, for those that are not the packaged ones
 */
public record Artifacts(Path bridge, Map<String, Path> functions) {
  /** Copies the map. */
  public Artifacts {
    functions = Map.copyOf(functions);
  }

  /** What {@code mvn package} has made. */
  public static Artifacts packaged(Path home) {
    return new Artifacts(home.resolve("trigger-bridge/target/trigger-bridge.jar"), Map.of());
  }

  /** The same with another bridge. */
  public Artifacts withBridge(Path jar) {
    return new Artifacts(jar, functions);
  }

  /** The same with another zip of a function. */
  public Artifacts withFunction(String name, Path zip) {
    Map<String, Path> changed = new HashMap<>(functions);
    changed.put(name, zip);
    return new Artifacts(bridge, changed);
  }

  Path of(FunctionDescriptor function) {
    return functions.getOrDefault(function.name(), function.artifact());
  }
}
