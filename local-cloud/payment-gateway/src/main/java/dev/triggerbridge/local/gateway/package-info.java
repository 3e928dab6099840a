/** The payment gateway simulator. */
@NullMarked
package dev.triggerbridge.local.gateway;

import org.jspecify.annotations.NullMarked;
