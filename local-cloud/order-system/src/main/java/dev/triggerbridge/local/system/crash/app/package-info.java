/** The crash suite as a command. */
@NullMarked
package dev.triggerbridge.local.system.crash.app;

import org.jspecify.annotations.NullMarked;
