package dev.triggerbridge.bridge.batch;

/** Looks at bytes as UTF-8 without decoding them. */
final class Utf8 {
  private Utf8() {}

  /** Whether the bytes are UTF-8 as RFC 3629 has it: shortest form, no surrogates. */
  static boolean isValid(byte[] bytes) {
    return scan(bytes, false);
  }

  /**
   * Whether the bytes are UTF-8 and have only characters that a message of SQS may have: tab, line
   * feed, carriage return, U+0020 to U+D7FF, U+E000 to U+FFFD and U+10000 to U+10FFFF.
   */
  static boolean isPlainText(byte[] bytes) {
    return scan(bytes, true);
  }

  private static boolean scan(byte[] bytes, boolean plainOnly) {
    int i = 0;
    while (i < bytes.length) {
      int first = bytes[i] & 0xff;
      if (first < 0x80) {
        if (plainOnly && first < 0x20 && first != '\t' && first != '\n' && first != '\r') {
          return false;
        }
        i++;
        continue;
      }
      int length = lengthOf(first);
      if (length == 0 || i + length > bytes.length) {
        return false;
      }
      int point = first & (0x7f >> length);
      for (int k = 1; k < length; k++) {
        int next = bytes[i + k];
        if ((next & 0xc0) != 0x80) {
          return false;
        }
        point = point << 6 | next & 0x3f;
      }
      if (!isPoint(point, length) || (plainOnly && (point == 0xfffe || point == 0xffff))) {
        return false;
      }
      i += length;
    }
    return true;
  }

  private static int lengthOf(int first) {
    if (first >= 0xc2 && first <= 0xdf) {
      return 2;
    }
    if (first >= 0xe0 && first <= 0xef) {
      return 3;
    }
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  }

  private static boolean isPoint(int point, int length) {
    return switch (length) {
      case 2 -> true;
      case 3 -> point >= 0x800 && (point < 0xd800 || point > 0xdfff);
      default -> point >= 0x10000 && point <= 0x10ffff;
    };
  }
}
