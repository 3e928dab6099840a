/** The page for people and its HTTP API; what stands behind it are ports that app implements. */
@NullMarked
package dev.triggerbridge.bridge.console.page;

import org.jspecify.annotations.NullMarked;
