/** The leaf: records as the bridge sees them; knows only the JDK. */
@NullMarked
package dev.triggerbridge.bridge.message;

import org.jspecify.annotations.NullMarked;
