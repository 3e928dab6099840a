/** Everything that happened in a run, as it happened. */
@NullMarked
package dev.triggerbridge.local.chaos.history;

import org.jspecify.annotations.NullMarked;
