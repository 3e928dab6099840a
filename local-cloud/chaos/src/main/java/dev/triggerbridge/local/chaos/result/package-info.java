/** What runs have found, kept over many calls. */
@NullMarked
package dev.triggerbridge.local.chaos.result;

import org.jspecify.annotations.NullMarked;
