/** What is known of each order's payment, in one DynamoDB row. */
@NullMarked
package dev.triggerbridge.functions.payment.state;

import org.jspecify.annotations.NullMarked;
