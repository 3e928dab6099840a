package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.Durations;
import dev.triggerbridge.bridge.config.UnreadableValueException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time in UTC, or how long ago it was. */
final class TimeConverter implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      try {
        return Instant.now().minus(Durations.parse(text));
      } catch (UnreadableValueException unreadable) {
        throw new TypeConversionException(
            "'%s' is no time: write 2026-11-23T07:00:00Z, or how long ago: 30m, 2h, 7d"
                .formatted(text));
      }
    }
  }
}
