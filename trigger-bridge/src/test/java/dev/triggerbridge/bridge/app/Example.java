package dev.triggerbridge.bridge.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of {@code examples} with values for a test instead of those of the environment. */
final class Example {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+):[^}]*}");

  private Example() {}

  /** A copy in the folder; variables that are not given keep their defaults. */
  static Path in(Path folder, String name, Map<String, String> values) throws IOException {
    String text = Files.readString(Path.of("examples", name));
    String replaced =
        REFERENCE
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    return Files.writeString(folder.resolve(name), replaced);
  }

  /** The descriptor set of the order system's events, as a file. */
  static Path descriptorSet(Path folder) throws IOException {
    try (var set = Example.class.getResourceAsStream("/dev/triggerbridge/events/events.desc")) {
      return Files.write(folder.resolve("events.desc"), set.readAllBytes());
    }
  }
}
