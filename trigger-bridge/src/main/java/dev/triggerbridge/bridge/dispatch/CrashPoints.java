package dev.triggerbridge.bridge.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Steps at which a test can end this process as SIGKILL would.
 *
 * <p>{@code TRIGGERBRIDGE_CRASH=<point>:<n>[,…]} and {@code TRIGGERBRIDGE_CRASH_DIR=<dir>} in the
 * environment: at the n-th hit the process creates {@code <dir>/<point>} exclusively, which proves
 * the hit and spares the restarted process, and halts.
 *
 * <p>With {@code TRIGGERBRIDGE_CRASH=armed}, points are armed while the process runs: it halts at
 * the next hit of a point for which there is a file {@code <dir>/armed/<point>} or {@code
 * <dir>/armed/<point>@2}, which it moves to {@code <dir>} as the proof. If the file says {@code
 * pause}, the thread waits at the point until there is {@code <dir>/resume/<point>}. The first hit
 * of each point leaves {@code <dir>/seen/<point>}.
 *
 * <p>Without the variables, a hit costs one read of a static field.
 */
public final class CrashPoints {
  private static final String BY_FILES = "armed";
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final @Nullable CrashPoints ARMED = fromEnvironment(System.getenv());

  private final @Nullable Map<String, AtomicLong> remaining;
  private final Path directory;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private CrashPoints(@Nullable Map<String, AtomicLong> remaining, Path directory) {
    this.remaining = remaining;
    this.directory = directory;
  }

  /** Marks that the step is done. */
  public static void reached(CrashPoint point) {
    CrashPoints armed = ARMED;
    if (armed != null) {
      armed.hit(point.toString());
    }
  }

  private static @Nullable CrashPoints fromEnvironment(Map<String, String> environment) {
    String points = environment.get("TRIGGERBRIDGE_CRASH");
    String directory = environment.get("TRIGGERBRIDGE_CRASH_DIR");
    if (points == null || points.isBlank() || directory == null) {
      return null;
    }
    if (points.equals(BY_FILES)) {
      return new CrashPoints(null, Path.of(directory));
    }
    Map<String, AtomicLong> remaining = new HashMap<>();
    for (String entry : points.split(",", -1)) {
      String[] parts = entry.split(":", 2);
      remaining.put(parts[0], new AtomicLong(parts.length > 1 ? Long.parseLong(parts[1]) : 1));
    }
    return new CrashPoints(remaining, Path.of(directory));
  }

  private void hit(String point) {
    try {
      if (remaining == null) {
        hitByFiles(point);
        return;
      }
      AtomicLong left = remaining.get(point);
      if (left != null && left.decrementAndGet() == 0 && claim(point)) {
        Runtime.getRuntime().halt(137);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record the crash point in " + directory, e);
    }
  }

  private boolean claim(String point) throws IOException {
    try {
      Files.writeString(Files.createFile(directory.resolve(point)), proof());
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
      Runtime.getRuntime().halt(137);
    }
    return pause;
  }

  private static String proof() {
    return ProcessHandle.current().pid() + " " + Instant.now() + "\n";
  }
}
