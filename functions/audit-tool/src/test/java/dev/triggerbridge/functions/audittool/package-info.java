/** Tests of the audit's commands on real servers. */
@NullMarked
package dev.triggerbridge.functions.audittool;

import org.jspecify.annotations.NullMarked;
