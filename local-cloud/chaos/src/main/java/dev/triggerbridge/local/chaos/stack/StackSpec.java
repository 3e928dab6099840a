package dev.triggerbridge.local.chaos.stack;

import dev.triggerbridge.local.chaos.plan.Scenario;

/**
 * What a run needs of the servers; runs of equal specs can share them.
 *
 * @param nodes nats-servers, 1 or 3
 * @param clocks whether the clocks of the function processes can be set
 * @param smallDisk whether the disk under the streams can be filled
 */
public record StackSpec(int nodes, boolean clocks, boolean smallDisk) {
  /** What a scenario needs. */
  public static StackSpec of(Scenario scenario) {
    return new StackSpec(
        scenario.clustered() ? 3 : 1, scenario.needsClocks(), scenario.needsSmallDisk());
  }
}
