/** The whole system on one machine. */
@NullMarked
package dev.triggerbridge.local.system;

import org.jspecify.annotations.NullMarked;
