package dev.triggerbridge.bridge.console;

import java.time.Duration;
import java.util.List;

/**
 * What the bridge is doing at one moment.
 *
 * @param instance which replica this is
 * @param version of this program
 * @param uptime since the process began to work
 * @param shuttingDown whether it has been asked to end
 * @param mappings each mapping that is configured
 */
public record BridgeStatus(
    String instance,
    String version,
    Duration uptime,
    boolean shuttingDown,
    List<MappingStatus> mappings) {
  /** Copies the list. */
  public BridgeStatus {
    mappings = List.copyOf(mappings);
  }

  /** Whether work makes real progress everywhere: nothing disconnected, stalled or stopped. */
  public boolean isReady() {
    return !shuttingDown && mappings.stream().allMatch(MappingStatus::ready);
  }
}
