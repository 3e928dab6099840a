/** What the tests of functions share. */
@NullMarked
package dev.triggerbridge.functions.testing;

import org.jspecify.annotations.NullMarked;
