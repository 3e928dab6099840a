/** Reads the stores into a snapshot. */
@NullMarked
package dev.triggerbridge.local.system.read;

import org.jspecify.annotations.NullMarked;
