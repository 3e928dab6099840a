/** Pure decisions: how much may be under way, and whether anything may be. */
@NullMarked
package dev.triggerbridge.bridge.flow;

import org.jspecify.annotations.NullMarked;
