/** Certifies functions against natsbatch/1: what they are sent, and what must hold of answers. */
@NullMarked
package dev.triggerbridge.conformance;

import org.jspecify.annotations.NullMarked;
