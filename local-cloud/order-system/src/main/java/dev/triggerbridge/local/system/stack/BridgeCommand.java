package dev.triggerbridge.local.system.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of the packaged bridge, as its users have it. */
public final class BridgeCommand {
  private BridgeCommand() {}

  /**
   * One of its commands, {@code --config} at the end.
   *
   * @throws IOException if it is not built
   */
  public static List<String> of(Path jar, Path configuration, String... arguments)
      throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException(jar + " is missing; build it with mvn package");
    }
    return Stream.of(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx192m",
                "-jar",
                jar.toString()),
            Stream.of(arguments),
            Stream.of("--config", configuration.toString()))
        .flatMap(part -> part)
        .toList();
  }
}
