/** Mistakes put into copies of the packaged artifacts, each of which the checker has to find. */
@NullMarked
package dev.triggerbridge.local.system.crash.mutation;

import org.jspecify.annotations.NullMarked;
