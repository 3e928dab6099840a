/** Architecture rules shared by the tests of all modules. */
@NullMarked
package dev.triggerbridge.rules;

import org.jspecify.annotations.NullMarked;
