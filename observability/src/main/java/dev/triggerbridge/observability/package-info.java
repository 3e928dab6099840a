/** The list of signals and dashboards, and what is made from it. */
@NullMarked
package dev.triggerbridge.observability;

import org.jspecify.annotations.NullMarked;
