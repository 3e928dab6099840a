/** Pure decisions: what a function's answer means and where its events may go. */
@NullMarked
package dev.triggerbridge.bridge.routing;

import org.jspecify.annotations.NullMarked;
