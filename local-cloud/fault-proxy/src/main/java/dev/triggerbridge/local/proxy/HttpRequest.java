package dev.triggerbridge.local.proxy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came from a client.
 *
 * @param method for example POST
 * @param target path and query
 * @param headers by lower-case name; of repeated ones the last
 * @param body not copied; nobody may write to it
 */
public record HttpRequest(String method, String target, Map<String, String> headers, byte[] body) {
  /** The header of that lower-case name, or null. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
