/** Customers: places the planned orders and keeps a journal of what was acknowledged. */
@NullMarked
package dev.triggerbridge.local.system.simulate;

import org.jspecify.annotations.NullMarked;
