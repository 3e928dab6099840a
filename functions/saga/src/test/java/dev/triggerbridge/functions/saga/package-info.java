/** The saga of an order over the three functions that take part in it. */
@NullMarked
package dev.triggerbridge.functions.saga;

import org.jspecify.annotations.NullMarked;
