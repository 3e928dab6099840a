package dev.triggerbridge.bridge.batch;

/** How many bytes a text takes in JSON, quotes excluded, as the generator writes it in UTF-8. */
final class JsonSizes {
  private JsonSizes() {}

  /** Of a text. Never too little; a lone surrogate, which cannot be written, counts three. */
  static long of(String text) {
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        size += ofAscii(c);
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        // The two halves of a pair make four bytes.
        size += 2 + (isLone(text, i) ? 1 : 0);
      } else {
        size += 3;
      }
    }
    return size;
  }

  /** Of a text that is UTF-8 already. */
  static long of(byte[] utf8) {
    long size = 0;
    for (byte b : utf8) {
      size += b < 0 ? 1 : ofAscii(b);
    }
    return size;
  }

  /** Of bytes in base64. */
  static long base64(int bytes) {
    return 4L * ((bytes + 2) / 3);
  }

  private static int ofAscii(int c) {
    if (c < 0x20) {
      return c == '\b' || c == '\t' || c == '\n' || c == '\f' || c == '\r' ? 2 : 6;
    }
    return c == '"' || c == '\\' ? 2 : 1;
  }

  private static boolean isLone(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }
}
