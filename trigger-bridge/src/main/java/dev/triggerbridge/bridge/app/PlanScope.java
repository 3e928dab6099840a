package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.nats.ServerPlan;
import java.io.IOException;
import java.util.List;

/** What of a configuration concerns the server: all streams, and the consumers of all mappings. */
final class PlanScope {
  private PlanScope() {}

  /** Those of mappings that are not enabled too: they may be enabled at any time. */
  static ServerPlan of(BridgeConfig config, Contents contents, NatsSession nats)
      throws IOException {
    List<MappingConfig> mappings = config.mappings();
    return nats.plan(
        config.streams().stream().map(Translation::stream).toList(),
        mappings.stream()
            .map(mapping -> Translation.consumer(mapping, contents.consumerSubjects(mapping)))
            .toList());
  }
}
