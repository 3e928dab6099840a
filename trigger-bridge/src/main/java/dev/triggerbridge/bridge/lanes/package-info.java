/** Order by key: which lane a record belongs to, and which lanes may go on. */
@NullMarked
package dev.triggerbridge.bridge.lanes;

import org.jspecify.annotations.NullMarked;
