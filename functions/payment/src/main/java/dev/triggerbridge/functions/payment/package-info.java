/** The payment function: charges an order once, and gives the money back once. */
@NullMarked
package dev.triggerbridge.functions.payment;

import org.jspecify.annotations.NullMarked;
