package dev.triggerbridge.local.system.crash.suite;

import dev.triggerbridge.local.system.crash.stack.Artifacts;
import dev.triggerbridge.local.system.crash.stack.CrashPointNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The crash suite from the command line. */
public final class Main {
  private static final int SINGLES_PER_STACK = 60;
  private static final int PAIRS_PER_STACK = 25;
  private static final int MOST_AT_ONCE = 6;

  private Main() {}

  /** Ends the JVM with 0 if nothing was broken, with 1 if something was. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Path home = Path.of(System.getProperty("triggerbridge.home", ".")).toAbsolutePath().normalize();
    List<String> options = Arrays.asList(arguments);
    List<String> points = CrashPointNames.read(home);
    Path folder = Files.createTempDirectory("triggerbridge-crash-");
    int status;
    if (options.contains("--list")) {
      points.forEach(System.out::println);
      status = 0;
    } else if (options.contains("--pairs")) {
      status = pairs(home, folder, points, options);
    } else {
      status = singles(home, folder, points);
    }
    System.exit(status);
  }

  private static int singles(Path home, Path folder, List<String> points) throws Exception {
    try (Stacks stacks = new Stacks(home, Artifacts.packaged(home), folder, SINGLES_PER_STACK)) {
      List<String> wrong = new Series(stacks, points, System.out).singles();
      wrong.forEach(System.out::println);
      return wrong.isEmpty() ? 0 : 1;
    }
  }

  private static int pairs(Path home, Path folder, List<String> points, List<String> options)
      throws Exception {
    Path file = Path.of(value(options, "--resume", "docs/results/crash-pairs.ndjson"));
    long minutes = Long.parseLong(value(options, "--minutes", "100000"));
    int most = Integer.parseInt(value(options, "--at-once", String.valueOf(MOST_AT_ONCE)));
    ResultFile results = ResultFile.open(file, value(options, "--commit", "unknown"));
    try (Stacks stacks = new Stacks(home, Artifacts.packaged(home), folder, PAIRS_PER_STACK)) {
      new Series(stacks, points, System.out)
          .pairs(results, most, System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes));
    }
    return results.verdicts().containsValue(ResultFile.BROKEN) ? 1 : 0;
  }

  private static String value(List<String> options, String name, String otherwise) {
    int at = options.indexOf(name);
    return at < 0 ? otherwise : options.get(at + 1);
  }
}
