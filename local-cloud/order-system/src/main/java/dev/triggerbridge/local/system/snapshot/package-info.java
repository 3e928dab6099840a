/** What the system left behind, as plain values read from its stores. */
@NullMarked
package dev.triggerbridge.local.system.snapshot;

import org.jspecify.annotations.NullMarked;
