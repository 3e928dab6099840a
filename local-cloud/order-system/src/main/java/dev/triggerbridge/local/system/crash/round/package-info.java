/** One workload with some points armed, drained and judged. */
@NullMarked
package dev.triggerbridge.local.system.crash.round;

import org.jspecify.annotations.NullMarked;
