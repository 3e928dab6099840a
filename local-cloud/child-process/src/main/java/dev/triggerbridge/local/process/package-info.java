/** Child processes that do not outlive their parent. */
@NullMarked
package dev.triggerbridge.local.process;

import org.jspecify.annotations.NullMarked;
