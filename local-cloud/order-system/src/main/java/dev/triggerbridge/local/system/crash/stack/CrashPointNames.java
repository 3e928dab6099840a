package dev.triggerbridge.local.system.crash.stack;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.FunctionDescriptors;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The points that the packaged artifacts list: the bridge in its enum {@code CrashPoint}, each
 * function in the constants of its {@code Steps}.
 */
public final class CrashPointNames {
  private CrashPointNames() {}

  /** All, the bridge's first, each side in its own order. */
  public static List<String> read(Path home) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      Path bridge = Artifacts.packaged(home).bridge();
      try (URLClassLoader loader = loader(bridge)) {
        for (Object point :
            loader.loadClass("dev.triggerbridge.bridge.dispatch.CrashPoint").getEnumConstants()) {
          names.add(point.toString());
        }
      }
      for (FunctionDescriptor function : FunctionDescriptors.readAll(home.resolve("functions"))) {
        try (URLClassLoader loader = loader(function.artifact())) {
          for (Field field :
              loader
                  .loadClass("dev.triggerbridge.functions." + function.name() + ".Steps")
                  .getDeclaredFields()) {
            field.setAccessible(true);
            names.add((String) field.get(null));
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IOException("the artifacts list their crash points in another way than before", e);
    }
    return names;
  }

  private static URLClassLoader loader(Path artifact) throws IOException {
    return new URLClassLoader(
        new URL[] {artifact.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }
}
