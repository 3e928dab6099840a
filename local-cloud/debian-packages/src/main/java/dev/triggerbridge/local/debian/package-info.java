/** Fetches programs from Debian into the user's cache, without root. */
@NullMarked
package dev.triggerbridge.local.debian;

import org.jspecify.annotations.NullMarked;
