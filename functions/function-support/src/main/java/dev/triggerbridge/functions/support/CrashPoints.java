package dev.triggerbridge.functions.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Named places where a process can be told to die, so that crash safety can be tried on the real
 * artifact. Off, at the cost of one check, unless {@code TRIGGERBRIDGE_CRASH} is set to {@code
 * point:n[,point:n]}: at the n-th hit in a process that first creates {@code
 * TRIGGERBRIDGE_CRASH_DIR/point}, the process halts with status 137.
 *
 * <p>With {@code TRIGGERBRIDGE_CRASH=armed}, points are armed while processes run: the process
 * halts that first reaches a point for which there is a file {@code armed/point} or {@code
 * armed/point@2} in the folder, which it moves up as the proof. If the file says {@code pause}, the
 * thread waits at the point until there is {@code resume/point}. The first hit of a point in a
 * process leaves {@code seen/point}.
 */
public final class CrashPoints {
  private static final String BY_FILES = "armed";
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final CrashPoints FROM_ENVIRONMENT =
      new CrashPoints(
          System.getenv("TRIGGERBRIDGE_CRASH"),
          System.getenv("TRIGGERBRIDGE_CRASH_DIR"),
          () -> Runtime.getRuntime().halt(137));

  private final boolean enabled;
  private final boolean byFiles;
  private final Map<String, AtomicInteger> hitsLeft = new HashMap<>();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Path directory;
  private final Runnable halt;

  CrashPoints(@Nullable String points, @Nullable String directory, Runnable halt) {
    this.enabled = points != null && !points.isBlank();
    this.byFiles = BY_FILES.equals(points) && directory != null;
    this.halt = halt;
    if (points != null && enabled && !byFiles) {
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
    try {
      if (byFiles) {
        hitByFiles(point);
        return;
      }
      AtomicInteger left = hitsLeft.get(point);
      if (left != null && left.decrementAndGet() == 0 && claim(point)) {
        halt.run();
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "TRIGGERBRIDGE_CRASH_DIR=%s: cannot write there".formatted(directory), e);
    }
  }

  private boolean claim(String point) throws IOException {
    try {
      Files.writeString(
          directory.resolve(point),
          proof(),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private void hitByFiles(String point) throws IOException {
    if (seen.add(point)) {
      Files.write(directory.resolve("seen").resolve(point), new byte[0]);
    }
    if (take(point) || take(point + "@2")) {
      Path resume = directory.resolve("resume").resolve(point);
      while (!Files.exists(resume)) {
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
  }

  /** True if the thread is to pause. */
  private synchronized boolean take(String armed) throws IOException {
    Path proof = directory.resolve(armed);
    try {
      Files.move(directory.resolve("armed").resolve(armed), proof, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return false;
    }
    boolean pause = Files.readString(proof, UTF_8).strip().equals("pause");
    Files.writeString(proof, proof());
    if (!pause) {
      // Inside the lock, so that one process dies of one point only.
      halt.run();
    }
    return pause;
  }

  private static String proof() {
    return ProcessHandle.current().pid() + " " + Instant.now() + "\n";
  }
}
