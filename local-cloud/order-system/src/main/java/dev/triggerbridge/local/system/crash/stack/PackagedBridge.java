package dev.triggerbridge.local.system.crash.stack;

import dev.triggerbridge.local.system.stack.Addresses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The bridge as its users have it, told where everything is.
 *
 * @param jar to be run
 * @param configuration its file
 * @param environment what the file refers to, and where points are armed
 */
public record PackagedBridge(Path jar, Path configuration, Map<String, String> environment) {
  /** Copies the map. */
  public PackagedBridge {
    environment = Map.copyOf(environment);
  }

  /**
   * With short waiting times.
   *
   * @param own where it is to listen
   * @throws IOException if it is not built
   */
  static PackagedBridge of(
      Path jar, Path configuration, String nats, URI lambda, URI own, CrashFiles crashes)
      throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException(jar + " is missing; build it with mvn package");
    }
    Map<String, String> environment = new HashMap<>(Addresses.credentials());
    environment.putAll(crashes.environment());
    environment.put("NATS_SERVERS", nats);
    environment.put("LAMBDA_ENDPOINT", lambda.toString());
    environment.put("HTTP_PORT", Integer.toString(own.getPort()));
    environment.put("FUNCTION_CONCURRENCY", "1");
    environment.put("AUDIT_CONCURRENCY", "1");
    environment.put("AUDIT_WINDOW", "200ms");
    environment.put("ACK_WAIT", "3s");
    environment.put("TRIGGERBRIDGE_RECORD_LOG_LEVEL", "DEBUG");
    return new PackagedBridge(jar, configuration, environment);
  }

  /** The command line of one of its commands, {@code --config} at the end. */
  public List<String> command(String... arguments) {
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
