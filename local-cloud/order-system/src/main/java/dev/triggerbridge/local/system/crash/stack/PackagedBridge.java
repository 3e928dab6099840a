package dev.triggerbridge.local.system.crash.stack;

import dev.triggerbridge.local.system.stack.Addresses;
import dev.triggerbridge.local.system.stack.BridgeCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
   */
  static PackagedBridge of(
      Path jar, Path configuration, String nats, URI lambda, URI own, CrashFiles crashes) {
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

  /**
   * The command line of one of its commands.
   *
   * @throws IOException if it is not built
   */
  public List<String> command(String... arguments) throws IOException {
    return BridgeCommand.of(jar, configuration, arguments);
  }
}
