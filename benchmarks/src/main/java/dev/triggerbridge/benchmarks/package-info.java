/** Measures the bridge as a packaged process beside a bare loop, in one run. */
@NullMarked
package dev.triggerbridge.benchmarks;

import org.jspecify.annotations.NullMarked;
