/** Records that go through a mapping's stations once more: redrive of dead letters, and replay. */
@NullMarked
package dev.triggerbridge.bridge.rerun;

import org.jspecify.annotations.NullMarked;
