/** The command line. */
@NullMarked
package dev.triggerbridge.functions.audittool.command;

import org.jspecify.annotations.NullMarked;
