/** Makes manifests, a chain for each epoch of a stream. */
@NullMarked
package dev.triggerbridge.functions.audittool.seal;

import org.jspecify.annotations.NullMarked;
