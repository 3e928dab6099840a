/** The audit bucket: objects of the audit function, manifests of the sealer. */
@NullMarked
package dev.triggerbridge.functions.audittool.bucket;

import org.jspecify.annotations.NullMarked;
