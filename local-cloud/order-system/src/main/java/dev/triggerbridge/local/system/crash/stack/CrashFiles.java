package dev.triggerbridge.local.system.crash.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder in which points are armed while processes run, and in which those that died leave
 * their proof: the protocol of the two {@code CrashPoints} classes.
 */
public final class CrashFiles {
  private static final String AGAIN = "@2";

  private final Path folder;

  private CrashFiles(Path folder) {
    this.folder = folder;
  }

  static CrashFiles in(Path folder) throws IOException {
    CrashFiles files = new CrashFiles(folder);
    for (String name : List.of("armed", "resume", "seen")) {
      Files.createDirectories(folder.resolve(name));
    }
    return files;
  }

  Map<String, String> environment() {
    return Map.of("TRIGGERBRIDGE_CRASH", "armed", "TRIGGERBRIDGE_CRASH_DIR", folder.toString());
  }

  /**
   * Whoever comes to one of the points first dies there; of a point named twice, or at which
   * somebody has died since {@link #forget}, two do.
   */
  public void arm(Collection<String> points) throws IOException {
    for (String name : points) {
      String point = point(name);
      Path first = folder.resolve("armed").resolve(point);
      boolean taken = Files.exists(first) || Files.exists(folder.resolve(point));
      Files.createFile(taken ? again(first) : first);
    }
  }

  /** The thread that comes to the point first waits there until {@link #resume}. */
  public void armPause(String point) throws IOException {
    Path written = Files.writeString(folder.resolve(point + ".new"), "pause");
    Files.move(written, folder.resolve("armed").resolve(point));
  }

  /** Lets the thread go on that waits at the point. */
  public void resume(String point) throws IOException {
    Files.createFile(folder.resolve("resume").resolve(point));
  }

  /** Whether that was done. */
  public boolean isResumed(String point) {
    return Files.exists(folder.resolve("resume").resolve(point));
  }

  /** What was armed and nobody came to; it is not armed any more. */
  public List<String> disarm() throws IOException {
    List<String> left = new java.util.ArrayList<>();
    for (String name : names(folder.resolve("armed"))) {
      if (Files.deleteIfExists(folder.resolve("armed").resolve(name))) {
        left.add(name);
      }
    }
    return left;
  }

  /** What is armed still. */
  public Set<String> armed() throws IOException {
    return names(folder.resolve("armed"));
  }

  /** Whether somebody is still to come to the point, for the first time or the second. */
  public boolean isArmed(String point) {
    Path first = folder.resolve("armed").resolve(point);
    return Files.exists(first) || Files.exists(again(first));
  }

  /** Whether somebody died, or waits, at the point since {@link #forget}. */
  public boolean isHit(String point) {
    return Files.exists(folder.resolve(point));
  }

  /** The proofs since {@link #forget}; a point's second one ends in {@code @2}. */
  public Set<String> hits() throws IOException {
    return names(folder);
  }

  /** What a point is called when it is armed, or proven, for the second time. */
  public static String again(String point) {
    return point + AGAIN;
  }

  /** The point that is armed, or proven, by this name. */
  public static String point(String name) {
    return name.endsWith(AGAIN) ? name.substring(0, name.length() - AGAIN.length()) : name;
  }

  /** Removes the proofs. */
  public void forget() throws IOException {
    for (Path place : List.of(folder, folder.resolve("resume"))) {
      for (String name : names(place)) {
        Files.delete(place.resolve(name));
      }
    }
  }

  /** Every point that any process has passed since the stack was started. */
  public Set<String> seen() throws IOException {
    return names(folder.resolve("seen"));
  }

  private static Path again(Path first) {
    return first.resolveSibling(again(first.getFileName().toString()));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
