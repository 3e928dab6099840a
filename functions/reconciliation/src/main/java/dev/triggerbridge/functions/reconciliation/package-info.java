/** Compares the payment gateway with the payments table. Reads both and changes neither. */
@NullMarked
package dev.triggerbridge.functions.reconciliation;

import org.jspecify.annotations.NullMarked;
