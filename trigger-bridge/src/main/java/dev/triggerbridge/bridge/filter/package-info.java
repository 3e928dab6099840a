/** Filter criteria in AWS's pattern syntax. */
@NullMarked
package dev.triggerbridge.bridge.filter;

import org.jspecify.annotations.NullMarked;
