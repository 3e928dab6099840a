/** AWS Lambda: the only package that knows the AWS SDK. */
@NullMarked
package dev.triggerbridge.bridge.lambda;

import org.jspecify.annotations.NullMarked;
