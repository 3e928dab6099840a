/** The invariants of a finished run, as pure functions over a snapshot. */
@NullMarked
package dev.triggerbridge.local.system.check;

import org.jspecify.annotations.NullMarked;
