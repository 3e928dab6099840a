/** What a run does, decided before it starts from a seed alone. */
@NullMarked
package dev.triggerbridge.local.system.plan;

import org.jspecify.annotations.NullMarked;
