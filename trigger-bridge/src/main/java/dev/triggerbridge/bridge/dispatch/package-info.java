/** The eight stations between pull and ack, and the ports they need. */
@NullMarked
package dev.triggerbridge.bridge.dispatch;

import org.jspecify.annotations.NullMarked;
