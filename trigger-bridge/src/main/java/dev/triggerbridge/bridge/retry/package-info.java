/** Pure decisions: what becomes of a record after an outcome. */
@NullMarked
package dev.triggerbridge.bridge.retry;

import org.jspecify.annotations.NullMarked;
