/** The local Lambda service. */
@NullMarked
package dev.triggerbridge.local.lambda;

import org.jspecify.annotations.NullMarked;
