/** Proxies on loopback that break connections and answers on purpose. */
@NullMarked
package dev.triggerbridge.local.proxy;

import org.jspecify.annotations.NullMarked;
