/** The streams that are audited, as the server has them now. */
@NullMarked
package dev.triggerbridge.functions.audittool.stream;

import org.jspecify.annotations.NullMarked;
