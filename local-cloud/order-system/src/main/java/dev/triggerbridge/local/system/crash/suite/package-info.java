/** Every point, one and two at a time, with results that accumulate. */
@NullMarked
package dev.triggerbridge.local.system.crash.suite;

import org.jspecify.annotations.NullMarked;
