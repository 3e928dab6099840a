package dev.triggerbridge.bridge.console.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a GET request. */
final class Query {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /** Of what stands behind the question mark; null for nothing. */
  static Query of(@Nullable String raw) throws ProblemException {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of("query", "", "has a % that encodes nothing", "Encode it as a URL"));
    }
    return new Query(values);
  }

  /** The text; blank counts as absent. */
  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(t -> !t.isEmpty());
  }

  /** A length of time such as 30m, 2h or 7d. */
  Optional<Duration> span(String name) throws ProblemException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher form = SPAN.matcher(text.get());
    if (!form.matches()) {
      throw new ProblemException(
          Problem.of(name, text.get(), "is no length of time", "Send 30m, 2h or 7d"));
    }
    long number = Long.parseLong(form.group(1));
    return Optional.of(
        switch (form.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  /** A time in ISO 8601, or how long ago. */
  Optional<Instant> since(String name, Instant now) throws ProblemException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text.get()));
    } catch (DateTimeException e) {
      return span(name).map(now::minus);
    }
  }

  int number(String name, int otherwise, int most) throws ProblemException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.get().matches("\\d{1,6}")) {
      int number = Integer.parseInt(text.get());
      if (number >= 1 && number <= most) {
        return number;
      }
    }
    throw new ProblemException(
        Problem.of(name, text.get(), "is no number from 1 to " + most, "Send one"));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
