/** The result of a run as a table and as JSON. */
@NullMarked
package dev.triggerbridge.local.system.report;

import org.jspecify.annotations.NullMarked;
