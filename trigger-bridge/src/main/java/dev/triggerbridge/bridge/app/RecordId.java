package dev.triggerbridge.bridge.app;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A message of a stream as functions, logs and dead letters name it.
 *
 * @param stream its name
 * @param sequence from 1
 */
record RecordId(String stream, long sequence) {
  private static final String FORM = "[A-Za-z0-9_-]+/[1-9]\\d{0,17}";

  /** Whether a text is written like one. */
  static boolean isOne(String text) {
    return text.matches(FORM);
  }

  /** From a text that {@link #isOne}. */
  static RecordId parse(String text) {
    int slash = text.indexOf('/');
    return new RecordId(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
  }

  @Override
  public String toString() {
    return stream + "/" + sequence;
  }

  /** From {@code ORDERS/9812}. */
  static final class Converter implements ITypeConverter<RecordId> {
    @Override
    public RecordId convert(String text) {
      if (!isOne(text)) {
        throw new TypeConversionException(
            "'" + text + "' is no record: write stream and sequence, such as ORDERS/9812");
      }
      return parse(text);
    }
  }
}
