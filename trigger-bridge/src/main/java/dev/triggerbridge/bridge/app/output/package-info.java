/** How commands print: tables for people, JSON for programs. */
@NullMarked
package dev.triggerbridge.bridge.app.output;

import org.jspecify.annotations.NullMarked;
