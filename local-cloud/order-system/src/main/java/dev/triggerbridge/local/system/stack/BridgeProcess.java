package dev.triggerbridge.local.system.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How the packaged bridge is run here: as its users run it, told only where things are. */
final class BridgeProcess {
  private BridgeProcess() {}

  static BridgeSupervisor start(
      StackSettings settings, Addresses addresses, Consumer<String> notice) throws IOException {
    List<String> command =
        BridgeCommand.of(
            settings.bridgeJar(), settings.bridgeConfiguration(), "run", "--create-streams");
    Map<String, String> environment = new HashMap<>(Addresses.credentials());
    environment.put("NATS_SERVERS", addresses.nats().toString());
    environment.put("LAMBDA_ENDPOINT", addresses.lambda().toString());
    environment.put("HTTP_PORT", Integer.toString(addresses.bridge().getPort()));
    environment.put("FUNCTION_CONCURRENCY", Integer.toString(FunctionHost.CONCURRENCY_PER_MAPPING));
    environment.put("AUDIT_CONCURRENCY", "1");
    // Each audit object costs the S3 server a walk over all of them: make fewer.
    environment.put("AUDIT_WINDOW", "2s");
    environment.put("TRIGGERBRIDGE_RECORD_LOG_LEVEL", "DEBUG");
    if (Files.isRegularFile(settings.descriptorSet())) {
      environment.put("DESCRIPTOR_SET", settings.descriptorSet().toString());
    }
    // What a killed bridge had in flight is delivered again after this.
    environment.put("ACK_WAIT", "5s");
    environment.putAll(settings.traceEnvironment());
    // For replacements, too: each crash happens once, and not at all if somebody else was faster.
    environment.putAll(settings.crashEnvironment(settings.bridgeCrashes()));
    return BridgeSupervisor.start(
        command, environment, settings.logs().resolve("bridge.log"), notice);
  }
}
