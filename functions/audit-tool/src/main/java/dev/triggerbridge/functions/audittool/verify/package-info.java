/** What can be wrong with an audit; pure, over what was read. */
@NullMarked
package dev.triggerbridge.functions.audittool.verify;

import org.jspecify.annotations.NullMarked;
