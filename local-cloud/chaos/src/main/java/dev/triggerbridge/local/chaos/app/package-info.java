/** The command line of run-local chaos and the course of a run. */
@NullMarked
package dev.triggerbridge.local.chaos.app;

import org.jspecify.annotations.NullMarked;
