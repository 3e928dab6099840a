/** Subject catalogue and payload codec of the order system's events. */
@NullMarked
package dev.triggerbridge.events;

import org.jspecify.annotations.NullMarked;
