/** The order system with a proxy between any two parts. */
@NullMarked
package dev.triggerbridge.local.chaos.stack;

import org.jspecify.annotations.NullMarked;
