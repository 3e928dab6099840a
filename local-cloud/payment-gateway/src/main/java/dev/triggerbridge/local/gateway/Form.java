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

  /** The fields {@code name[…]}, by what is in the brackets. */
  Map<String, String> under(String name) {
    Map<String, String> found = new TreeMap<>();
    fields.forEach(
        (field, value) -> {
          if (field.startsWith(name + "[") && field.endsWith("]")) {
            found.put(field.substring(name.length() + 1, field.length() - 1), value);
          }
        });
    return found;
  }

  /** The whole number, or 0. */
  long number(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The value if it is a whole number above zero, else 0. */
  long positive(String name) {
    return Math.max(0, number(name));
  }

  String fingerprint(String endpoint) {
    StringBuilder all = new StringBuilder(endpoint);
    for (Map.Entry<String, String> field : fields.entrySet()) {
      all.append('\n').append(field.getKey()).append('=').append(field.getValue());
    }
    return all.toString();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
