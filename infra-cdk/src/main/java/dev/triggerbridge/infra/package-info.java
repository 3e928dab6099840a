/** The cloud side as a CDK app. */
@NullMarked
package dev.triggerbridge.infra;

import org.jspecify.annotations.NullMarked;
