/**
 * The bridge's configuration: YAML with values from the environment, checked as a whole before
 * anything starts. Knows nothing of the other packages.
 */
@NullMarked
package dev.triggerbridge.bridge.config;

import org.jspecify.annotations.NullMarked;
