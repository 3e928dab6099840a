/** The command line and the wiring: everything is constructed here, and only here. */
@NullMarked
package dev.triggerbridge.bridge.app;

import org.jspecify.annotations.NullMarked;
