/** What a run does, as a pure function of its seed. */
@NullMarked
package dev.triggerbridge.local.chaos.plan;

import org.jspecify.annotations.NullMarked;
