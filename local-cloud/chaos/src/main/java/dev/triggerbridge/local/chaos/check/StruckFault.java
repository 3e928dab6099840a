package dev.triggerbridge.local.chaos.check;

import dev.triggerbridge.local.chaos.plan.PlannedFault;
import java.time.Instant;

/**
 * A fault as it really was.
 *
 * @param planned what was planned
 * @param begin when the trouble was made
 * @param end when it was over, which is when recovery begins
 * @param hits how often it struck
 */
public record StruckFault(PlannedFault planned, Instant begin, Instant end, long hits) {}
