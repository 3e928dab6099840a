package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.lanes.Ordering;

/**
 * What a mapping that keeps order runs on beside {@link MappingParts}. It must be the only one that
 * reads its consumer.
 *
 * @param ordering by which key, and what a dead letter means for it
 * @param halts keeps which keys are halted
 */
public record LaneParts(Ordering ordering, LaneHalts halts) {}
