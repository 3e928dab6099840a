package dev.triggerbridge.bridge.batch;

import dev.triggerbridge.bridge.message.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CloudEvent whose attributes are headers: the binary mode of the NATS and HTTP bindings. */
final class CloudEventHeaders {
  private static final String PREFIX = "ce-";

  private CloudEventHeaders() {}

  /** The attributes by name, in the order of the headers; null if the message is no CloudEvent. */
  static @Nullable Map<String, String> read(Delivery delivery) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> header : delivery.headers().values().entrySet()) {
      String name = header.getKey();
      if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) && !header.getValue().isEmpty()) {
        String attribute = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        if (isAttribute(attribute)) {
          attributes.putIfAbsent(attribute, percentDecoded(header.getValue().getFirst()));
        }
      }
    }
    boolean complete =
        "1.0".equals(attributes.get("specversion"))
            && isPresent(attributes.get("id"))
            && isPresent(attributes.get("source"))
            && isPresent(attributes.get("type"));
    return complete ? attributes : null;
  }

  private static boolean isPresent(@Nullable String value) {
    return value != null && !value.isEmpty();
  }

  /** Lower-case letters and digits; data are no attribute. */
  private static boolean isAttribute(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        && !name.equals("data");
  }

  /** As the HTTP binding encodes what is not printable ASCII; what is no such code stays. */
  private static String percentDecoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    byte[] in = value.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
      if (low >= 0) {
        out[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[length++] = in[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
