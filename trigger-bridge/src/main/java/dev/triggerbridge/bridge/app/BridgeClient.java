package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.console.BridgeStatus;
import dev.triggerbridge.bridge.console.StatusReader;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.nats.PauseSwitches;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The replicas of a bridge, seen from a command. Methods block. */
final class BridgeClient implements AutoCloseable {
  private final NatsSession nats;

  private BridgeClient(NatsSession nats) {
    this.nats = nats;
  }

  static BridgeClient connect(BridgeConfig config) throws IOException, InterruptedException {
    return new BridgeClient(NatsSession.connect(Translation.nats(config.nats())));
  }

  NatsSession nats() {
    return nats;
  }

  PauseSwitches pauses() {
    return nats.pauses();
  }

  /** What every replica says that answers in time. */
  List<BridgeStatus> statuses(Duration window) throws IOException, InterruptedException {
    try {
      return nats.replicas().statuses(window).stream().map(StatusReader::read).toList();
    } catch (JacksonException e) {
      throw new IOException("a replica answered something else than a status", e);
    }
  }

  /** The mapping of this name. */
  static MappingConfig mapping(BridgeConfig config, String name) {
    return config.mappings().stream()
        .filter(mapping -> mapping.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no mapping %s; the configuration has %s"
                        .formatted(
                            name, config.mappings().stream().map(MappingConfig::name).toList())));
  }

  @Override
  public void close() throws InterruptedException {
    nats.close();
  }
}
