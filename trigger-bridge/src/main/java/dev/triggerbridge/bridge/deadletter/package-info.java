/** What a dead letter says, wherever it is stored. Pure. */
@NullMarked
package dev.triggerbridge.bridge.deadletter;

import org.jspecify.annotations.NullMarked;
