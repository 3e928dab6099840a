/** The one definition of a function for the cloud and for this machine. */
@NullMarked
package dev.triggerbridge.functions.descriptor;

import org.jspecify.annotations.NullMarked;
