/** The order function. */
@NullMarked
package dev.triggerbridge.functions.order;

import org.jspecify.annotations.NullMarked;
