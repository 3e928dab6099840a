/**
 * What a load takes, by formulas and by simulation, from measured, documented and assumed inputs.
 */
@NullMarked
package dev.triggerbridge.infra.capacity;

import org.jspecify.annotations.NullMarked;
