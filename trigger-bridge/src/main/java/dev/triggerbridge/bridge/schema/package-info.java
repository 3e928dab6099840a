/** What payloads are: their formats, their message types, and whether they are valid. */
@NullMarked
package dev.triggerbridge.bridge.schema;

import org.jspecify.annotations.NullMarked;
