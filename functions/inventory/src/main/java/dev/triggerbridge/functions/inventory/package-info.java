/** The inventory function. */
@NullMarked
package dev.triggerbridge.functions.inventory;

import org.jspecify.annotations.NullMarked;
