/** Each way of breaking the system, and the proof that it was broken. */
@NullMarked
package dev.triggerbridge.local.chaos.fault;

import org.jspecify.annotations.NullMarked;
