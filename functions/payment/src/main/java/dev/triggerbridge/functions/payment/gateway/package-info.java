/** The payment gateway as this function sees it, and the adapter that speaks HTTP to it. */
@NullMarked
package dev.triggerbridge.functions.payment.gateway;

import org.jspecify.annotations.NullMarked;
