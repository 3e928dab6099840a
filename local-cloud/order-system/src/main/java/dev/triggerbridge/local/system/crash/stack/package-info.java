/** The order system set up so that a process that died is back at work within a second or two. */
@NullMarked
package dev.triggerbridge.local.system.crash.stack;

import org.jspecify.annotations.NullMarked;
