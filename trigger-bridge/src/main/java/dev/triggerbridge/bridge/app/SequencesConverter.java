package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.deadletter.SequenceRanges;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Positions in a stream as a person lists them. */
final class SequencesConverter implements ITypeConverter<SequenceRanges> {
  @Override
  public SequenceRanges convert(String text) {
    try {
      return SequenceRanges.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
