/** Seeded faults against the whole order system. */
@NullMarked
package dev.triggerbridge.local.chaos;

import org.jspecify.annotations.NullMarked;
