/** Orders and other messages that flow while the system is broken. */
@NullMarked
package dev.triggerbridge.local.chaos.load;

import org.jspecify.annotations.NullMarked;
