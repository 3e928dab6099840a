/** The HTTP side: health, status and metrics. The only package that knows a web server. */
@NullMarked
package dev.triggerbridge.bridge.console;

import org.jspecify.annotations.NullMarked;
