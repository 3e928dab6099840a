package dev.triggerbridge.bridge.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * The log levels of this process, by group: {@code bridge}, {@code records} (a line for each
 * record) and {@code libraries}. They can be changed at any time, for a while or until the end.
 * Thread-safe.
 */
public final class LogLevels {
  /** Every level, least talkative first. */
  public static final List<String> LEVELS =
      List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");

  private static final Map<String, String> LOGGERS =
      Map.of(
          "bridge", "dev.triggerbridge",
          "records", "records",
          "libraries", org.slf4j.Logger.ROOT_LOGGER_NAME);

  private final ScheduledExecutorService timer;
  private final Map<String, Level> atStart;
  private final Map<String, ScheduledFuture<?>> ends = new ConcurrentHashMap<>();

  /**
   * Takes note of the levels as they are.
   *
   * @param timer ends changes that hold for a while; not closed here
   */
  public LogLevels(ScheduledExecutorService timer) {
    this.timer = timer;
    Map<String, Level> levels = new LinkedHashMap<>();
    LOGGERS.forEach((group, name) -> levels.put(group, logger(name).getEffectiveLevel()));
    this.atStart = levels;
  }

  /** The groups, in the order of the alphabet. */
  public static List<String> groups() {
    return LOGGERS.keySet().stream().sorted().toList();
  }

  /** The level of each group now. */
  public Map<String, String> levels() {
    Map<String, String> levels = new LinkedHashMap<>();
    groups()
        .forEach(
            group -> levels.put(group, logger(loggerOf(group)).getEffectiveLevel().toString()));
    return levels;
  }

  /** These levels from now on; groups that are not named get back those of the start. */
  public void apply(Map<String, String> levels) {
    for (String group : groups()) {
      String level = levels.get(group);
      put(group, level == null ? startOf(group) : Level.valueOf(level));
    }
  }

  /**
   * Another level for one group.
   *
   * @param time how long; zero for until somebody changes it again
   * @throws IllegalArgumentException for a group or level that there is not; the message may be
   *     shown
   */
  public void set(String group, String level, Duration time) {
    String known = level.toUpperCase(Locale.ROOT);
    if (!LOGGERS.containsKey(group)) {
      throw new IllegalArgumentException(
          "there is no group of loggers '%s': use one of %s".formatted(group, groups()));
    }
    if (!LEVELS.contains(known)) {
      throw new IllegalArgumentException(
          "'%s' is not a log level: use one of %s".formatted(level, LEVELS));
    }
    Level before = logger(loggerOf(group)).getEffectiveLevel();
    put(group, Level.valueOf(known));
    if (!time.isZero()) {
      ends.put(
          group, timer.schedule(() -> put(group, before), time.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private void put(String group, Level level) {
    ScheduledFuture<?> end = ends.remove(group);
    if (end != null) {
      end.cancel(false);
    }
    logger(loggerOf(group)).setLevel(level);
  }

  private Level startOf(String group) {
    return Objects.requireNonNull(atStart.get(group));
  }

  private static String loggerOf(String group) {
    return Objects.requireNonNull(LOGGERS.get(group));
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
