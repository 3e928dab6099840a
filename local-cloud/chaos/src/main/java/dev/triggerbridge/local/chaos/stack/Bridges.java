package dev.triggerbridge.local.chaos.stack;

import dev.triggerbridge.local.system.stack.Addresses;
import dev.triggerbridge.local.system.stack.BridgeCommand;
import dev.triggerbridge.local.system.stack.BridgeSupervisor;
import dev.triggerbridge.local.system.stack.Ports;
import dev.triggerbridge.local.system.stack.Readiness;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts replicas of the packaged bridge, each supervised as an orchestrator would. */
final class Bridges {
  private static final Duration START = Duration.ofSeconds(120);
  private static final String ACK_WAIT = "2s";

  private final Path jar;
  private final Path configuration;
  private final Path logs;
  private final Map<String, String> environment;
  private final Consumer<String> notice;

  Bridges(
      Path home,
      Path configuration,
      Path logs,
      String nats,
      int replicas,
      Consumer<String> notice) {
    this.jar = home.resolve("trigger-bridge/target/trigger-bridge.jar");
    this.configuration = configuration;
    this.logs = logs;
    this.notice = notice;
    Map<String, String> variables = new HashMap<>(Addresses.credentials());
    variables.putAll(Planted.ofBridge());
    variables.put("NATS_SERVERS", nats);
    variables.put("STREAM_REPLICAS", Integer.toString(replicas));
    variables.put("FUNCTION_CONCURRENCY", "1");
    variables.put("AUDIT_CONCURRENCY", "1");
    variables.put("AUDIT_WINDOW", "2s");
    variables.put("BATCH_SIZE", "25");
    variables.put("ACK_WAIT", ACK_WAIT);
    variables.put("TRIGGERBRIDGE_RECORD_LOG_LEVEL", "DEBUG");
    this.environment = variables;
  }

  /** Starts one and returns when it is ready. */
  BridgeReplica start(String name, Endpoint lambda) throws IOException, InterruptedException {
    List<String> command = BridgeCommand.of(jar, configuration, "run", "--create-streams");
    URI url = URI.create("http://127.0.0.1:" + Ports.free());
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("LAMBDA_ENDPOINT", lambda.url().toString());
    variables.put("HTTP_PORT", Integer.toString(url.getPort()));
    BridgeSupervisor supervisor =
        BridgeSupervisor.start(command, variables, logs.resolve(name + ".log"), notice);
    try {
      Readiness.await(url.resolve("/health/ready"), START);
      return new BridgeReplica(supervisor, lambda, url);
    } catch (IOException | InterruptedException e) {
      supervisor.close();
      throw e;
    }
  }
}
