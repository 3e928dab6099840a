/** The command line of run-local and the course of a run. */
@NullMarked
package dev.triggerbridge.local.system.app;

import org.jspecify.annotations.NullMarked;
