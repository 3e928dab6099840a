/** The function side of natsbatch/1. */
@NullMarked
package dev.triggerbridge.functions.support;

import org.jspecify.annotations.NullMarked;
