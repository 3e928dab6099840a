package dev.triggerbridge.local.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parameters as HTML forms and query strings carry them, such as {@code metadata[order_id]=17}. */
record Form(TreeMap<String, String> fields) {

  /**
   * Parses.
   *
   * @throws IllegalArgumentException for a malformed escape
   */
  static Form parse(@Nullable String encoded) {
    TreeMap<String, String> fields = new TreeMap<>();
    if (encoded != null) {
      for (String pair : encoded.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return new Form(fields);
  }

  /** The value, or an empty string. */
  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  /** The value if it is a whole number above zero, else 0. */
  long positive(String name) {
    try {
      return Math.max(0, Long.parseLong(text(name)));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  String fingerprint(String operation) {
    StringBuilder all = new StringBuilder(operation);
    for (Map.Entry<String, String> field : fields.entrySet()) {
      all.append('\n').append(field.getKey()).append('=').append(field.getValue());
    }
    return all.toString();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
