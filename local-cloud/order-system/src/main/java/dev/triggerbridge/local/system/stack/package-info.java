/** The servers of a run, each started on loopback and closed by its owner. */
@NullMarked
package dev.triggerbridge.local.system.stack;

import org.jspecify.annotations.NullMarked;
