/** What must be true of a run beyond the invariants of run-local. */
@NullMarked
package dev.triggerbridge.local.chaos.check;

import org.jspecify.annotations.NullMarked;
