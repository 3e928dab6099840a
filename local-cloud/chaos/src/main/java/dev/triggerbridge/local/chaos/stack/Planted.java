package dev.triggerbridge.local.chaos.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that a run's processes know and no log may show: secrets that were given to them, and what
 * the payloads of orders and lanes say, as it is and in base64. Pure.
 */
public final class Planted {
  /** What every message of a lane begins with. */
  public static final String LANE = "lane-planted-4be1";

  private static final String NATS_PASSWORD = "nats-planted-9d27";
  private static final String AWS_SECRET = "aws-planted-51fc";
  private static final String CONSOLE_TOKEN = "console-planted-0a83-b7e6-4c19-d2f5";
  private static final String GATEWAY_KEY = "sk_test_planted_e36a";
  private static final String CREDENTIALS = "credentialsFile: ${NATS_CREDENTIALS:}";

  /** What the payloads of all orders and lanes have in common. */
  private static final List<String> PAYLOADS = List.of("customer-", "pm_card_", LANE);

  private Planted() {}

  /** The texts by what they are. */
  public static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("the password for NATS", NATS_PASSWORD);
    texts.put("the secret key for AWS", AWS_SECRET);
    texts.put("the console's token", CONSOLE_TOKEN);
    texts.put("the gateway's key", GATEWAY_KEY);
    for (String payload : PAYLOADS) {
      texts.put("'%s' of a payload".formatted(payload), payload);
      for (int offset = 0; offset < 3; offset++) {
        texts.put(
            "'%s' of a payload in base64, shifted by %d".formatted(payload, offset),
            inBase64(payload, offset));
      }
    }
    return texts;
  }

  /** A bridge's configuration with the user of {@link #ofBridge} in it. */
  static String withUser(String configuration) {
    if (!configuration.contains(CREDENTIALS)) {
      throw new IllegalStateException("the example has no line '%s'".formatted(CREDENTIALS));
    }
    return configuration.replace(CREDENTIALS, "username: chaos\n  password: ${NATS_PASSWORD}");
  }

  /** The secrets of a bridge as its environment. */
  static Map<String, String> ofBridge() {
    return Map.of(
        "NATS_PASSWORD", NATS_PASSWORD,
        "AWS_SECRET_ACCESS_KEY", AWS_SECRET,
        "CONSOLE_TOKEN", CONSOLE_TOKEN);
  }

  /** The secrets of a function as its environment. */
  static Map<String, String> ofFunction() {
    return Map.of("PAYMENT_GATEWAY_API_KEY", GATEWAY_KEY);
  }

  /** Those characters of the encoded text that depend on nothing before or after it. */
  static String inBase64(String text, int offset) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] shifted = new byte[offset + bytes.length];
    Arrays.fill(shifted, 0, offset, (byte) 'x');
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    String encoded = Base64.getEncoder().encodeToString(shifted);
    int first = (offset * 8 + 5) / 6;
    int beyond = shifted.length * 8 / 6;
    return encoded.substring(first, beyond);
  }
}
