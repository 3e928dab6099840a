/** The small workload that takes every path of the order system once. */
@NullMarked
package dev.triggerbridge.local.system.crash.work;

import org.jspecify.annotations.NullMarked;
