/** What goes into one invocation, and how it is written. */
@NullMarked
package dev.triggerbridge.bridge.batch;

import org.jspecify.annotations.NullMarked;
