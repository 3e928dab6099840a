/** The payment function. */
@NullMarked
package dev.triggerbridge.functions.payment;

import org.jspecify.annotations.NullMarked;
