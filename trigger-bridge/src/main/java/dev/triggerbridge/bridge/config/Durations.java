package dev.triggerbridge.bridge.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in the configuration: a whole number and one unit, {@code 30s}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(-?\\d{1,12})(ms|s|m|h|d)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}");
  private static final Pattern LOOSE = Pattern.compile("(-?\\d{1,12})\\s*([A-Za-zµ]+)");

  private static final Map<String, String> MEANT = new LinkedHashMap<>();

  static {
    meant("ms", "ms", "milli", "millis", "millisecond", "milliseconds", "msec");
    meant("s", "s", "sec", "secs", "second", "seconds");
    meant("m", "m", "min", "mins", "minute", "minutes");
    meant("h", "h", "hr", "hrs", "hour", "hours");
    meant("d", "d", "day", "days");
  }

  private Durations() {}

  static Range<Duration> range(Duration least, Duration most) {
    return new Range<>(least, most, Durations::print);
  }

  /**
   * Reads one duration.
   *
   * @throws UnreadableValueException saying what to write instead
   */
  public static Duration parse(String text) throws UnreadableValueException {
    Matcher exact = FORM.matcher(text);
    if (exact.matches()) {
      return of(exact.group(1), exact.group(2));
    }
    if (NUMBER.matcher(text).matches()) {
      throw new UnreadableValueException(
          "has no unit", "Write %ss for seconds or %sms for milliseconds".formatted(text, text));
    }
    Matcher loose = LOOSE.matcher(text);
    if (loose.matches()) {
      String unit = MEANT.get(loose.group(2).toLowerCase(Locale.ROOT));
      if (unit != null) {
        throw new UnreadableValueException(
            "is not a duration with a unit of ms, s, m, h or d", "Write " + loose.group(1) + unit);
      }
      throw new UnreadableValueException(
          "has a unit that is not one of ms, s, m, h, d",
          "Write the duration in one of these, for example 30s");
    }
    throw new UnreadableValueException("is not a duration", isoHint(text));
  }

  /**
   * Reads a duration of the command line.
   *
   * @throws InvalidConfigurationException naming the option and what to write instead
   */
  public static Duration parsed(String option, String text) {
    try {
      return parse(text);
    } catch (UnreadableValueException e) {
      throw new InvalidConfigurationException(
          "the command line", List.of(new Problem(option, 0, text, e.reason(), e.remedy())));
    }
  }

  /** The shortest exact form, for example {@code 2m} for 120 seconds. */
  static String print(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String isoHint(String text) {
    try {
      return "Write " + print(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return "Write a whole number and a unit of ms, s, m, h or d, for example 30s";
    }
  }

  private static Duration of(String number, String unit) throws UnreadableValueException {
    long amount = Long.parseLong(number);
    try {
      return switch (unit) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        case "d" -> Duration.ofDays(amount);
        default -> throw new IllegalStateException(unit);
      };
    } catch (ArithmeticException e) {
      throw new UnreadableValueException("is too long", "Use a shorter duration");
    }
  }

  private static void meant(String unit, String... spellings) {
    for (String spelling : spellings) {
      MEANT.put(spelling, unit);
    }
  }
}
