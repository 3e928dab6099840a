package dev.triggerbridge.functions.support;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Named places where a process can be told to die, so that crash safety can be tried on the real
 * artifact. Off, at the cost of one check, unless {@code TRIGGERBRIDGE_CRASH} is set to {@code
 * point:n[,point:n]}: at the n-th hit in a process that first creates {@code
 * TRIGGERBRIDGE_CRASH_DIR/point}, the process halts with status 137.
 */
public final class CrashPoints {
  private static final CrashPoints FROM_ENVIRONMENT =
      new CrashPoints(
          System.getenv("TRIGGERBRIDGE_CRASH"),
          System.getenv("TRIGGERBRIDGE_CRASH_DIR"),
          () -> Runtime.getRuntime().halt(137));

  private final boolean enabled;
  private final Map<String, AtomicInteger> hitsLeft = new HashMap<>();
  private final Path directory;
  private final Runnable halt;

  CrashPoints(@Nullable String points, @Nullable String directory, Runnable halt) {
    this.enabled = points != null && !points.isBlank();
    this.halt = halt;
    if (enabled && points != null) {
      for (String point : points.split(",", -1)) {
        int colon = point.lastIndexOf(':');
        if (colon < 1 || directory == null) {
          throw new IllegalArgumentException(
              "TRIGGERBRIDGE_CRASH=%s: write point:n and set TRIGGERBRIDGE_CRASH_DIR"
                  .formatted(points));
        }
        hitsLeft.put(
            point.substring(0, colon).strip(),
            new AtomicInteger(Integer.parseInt(point.substring(colon + 1).strip())));
      }
    }
    this.directory = Path.of(directory == null ? "" : directory);
  }

  /** Dies here if the environment says so. */
  public static void reached(String point) {
    FROM_ENVIRONMENT.hit(point);
  }

  void hit(String point) {
    if (!enabled) {
      return;
    }
    AtomicInteger left = hitsLeft.get(point);
    if (left != null && left.decrementAndGet() == 0 && claim(point)) {
      halt.run();
    }
  }

  private boolean claim(String point) {
    try {
      Files.writeString(
          directory.resolve(point),
          ProcessHandle.current().pid() + " " + Instant.now() + "\n",
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException(
          "TRIGGERBRIDGE_CRASH_DIR=%s: cannot write there".formatted(directory), e);
    }
  }
}
