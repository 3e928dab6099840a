/** What the system costs, from prices and counts in one file. */
@NullMarked
package dev.triggerbridge.infra.cost;

import org.jspecify.annotations.NullMarked;
