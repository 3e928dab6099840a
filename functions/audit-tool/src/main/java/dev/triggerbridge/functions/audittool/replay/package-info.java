/** Orders rebuilt from the audit alone. */
@NullMarked
package dev.triggerbridge.functions.audittool.replay;

import org.jspecify.annotations.NullMarked;
