/** The audit function. */
@NullMarked
package dev.triggerbridge.functions.audit;

import org.jspecify.annotations.NullMarked;
