package dev.triggerbridge.observability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code signals.yaml}. */
public final class Signals {
  private Signals() {}

  /**
   * In the order of the file. Blocking.
   *
   * @throws IllegalArgumentException naming the property that is wrong
   * @throws IOException if the file cannot be read
   */
  public static List<Signal> read(Path file) throws IOException {
    return Fields.read(file).only("signals").blocks("signals").stream()
        .map(Signals::signal)
        .toList();
  }

  private static Signal signal(Fields fields) {
    fields.only("name", "severity", "summary", "expr", "for", "cloudwatch", "test");
    Fields trial = fields.block("test").only("input", "labels", "fires", "resolves");
    return new Signal(
        oneOf(fields, "name", "[A-Z][A-Za-z]+"),
        oneOf(fields, "severity", "critical|warning"),
        fields.text("summary"),
        fields.text("expr"),
        oneOf(fields, "for", "\\d+m"),
        fields.optional("cloudwatch").filter("none"::equals).isPresent()
            ? Optional.empty()
            : Optional.of(CloudWatchAlarm.of(fields.block("cloudwatch"))),
        new Signal.Trial(
            trial.texts("input"),
            trial.texts("labels"),
            trial.whole("fires"),
            trial.whole("resolves")));
  }

  private static String oneOf(Fields fields, String key, String pattern) {
    String value = fields.text(key);
    if (!value.matches(pattern)) {
      throw new IllegalArgumentException(
          "%s.%s = %s: must match %s".formatted(fields.place(), key, value, pattern));
    }
    return value;
  }
}
