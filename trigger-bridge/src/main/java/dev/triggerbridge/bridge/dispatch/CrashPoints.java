package dev.triggerbridge.bridge.dispatch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Named steps at which a test can end this process as SIGKILL would.
 *
 * <p>{@code TRIGGERBRIDGE_CRASH=<point>:<n>[,…]} and {@code TRIGGERBRIDGE_CRASH_DIR=<dir>} in the
 * environment: at the n-th hit the process creates {@code <dir>/<point>} exclusively, which proves
 * the hit and spares the restarted process, and halts. Without the variables, a hit costs one read
 * of a static field.
 */
public final class CrashPoints {
  private static final @Nullable CrashPoints ARMED = fromEnvironment(System.getenv());

  private final Map<String, AtomicLong> remaining;
  private final Path directory;

  private CrashPoints(Map<String, AtomicLong> remaining, Path directory) {
    this.remaining = remaining;
    this.directory = directory;
  }

  /** Marks that the step is done. */
  public static void reached(String point) {
    CrashPoints armed = ARMED;
    if (armed != null) {
      armed.hit(point);
    }
  }

  private static @Nullable CrashPoints fromEnvironment(Map<String, String> environment) {
    String points = environment.get("TRIGGERBRIDGE_CRASH");
    String directory = environment.get("TRIGGERBRIDGE_CRASH_DIR");
    if (points == null || points.isBlank() || directory == null) {
      return null;
    }
    Map<String, AtomicLong> remaining = new HashMap<>();
    for (String entry : points.split(",", -1)) {
      String[] parts = entry.split(":", 2);
      remaining.put(parts[0], new AtomicLong(parts.length > 1 ? Long.parseLong(parts[1]) : 1));
    }
    return new CrashPoints(remaining, Path.of(directory));
  }

  private void hit(String point) {
    AtomicLong left = remaining.get(point);
    if (left != null && left.decrementAndGet() == 0 && claim(point)) {
      Runtime.getRuntime().halt(137);
    }
  }

  private boolean claim(String point) {
    try {
      Files.writeString(
          Files.createFile(directory.resolve(point)),
          ProcessHandle.current().pid() + " " + Instant.now() + "\n");
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("cannot record the crash point in " + directory, e);
    }
  }
}
