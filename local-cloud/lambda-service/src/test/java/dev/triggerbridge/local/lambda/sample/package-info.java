/** A function that does what its event says. */
@NullMarked
package dev.triggerbridge.local.lambda.sample;

import org.jspecify.annotations.NullMarked;
