package dev.triggerbridge.benchmarks;

import dev.triggerbridge.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A JVM that is measured or helps to measure. Its figures come from {@code /proc}: Linux only. */
final class JavaProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 120;
  // USER_HZ, which Linux fixes at 100 for /proc.
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final int UTIME = 11;
  private static final int STIME = 12;

  private final Process process;
  private final Path log;
  private final long startedNanos = System.nanoTime();

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** All subjects with the same options, which are those the bridge's image has. */
  static JavaProcess start(
      Path log, Map<String, String> environment, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xms32m", "-Xmx256m"));
    command.add("-Dsun.net.httpserver.nodelay=true");
    command.addAll(options);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new JavaProcess(ChildProcess.start(builder), log);
  }

  /** Arguments that run a class of ours. */
  static List<String> ours(Class<?> main, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    all.addAll(List.of(arguments));
    return all;
  }

  /** Waits for a line that begins so, and returns its rest. */
  String awaitLine(String beginning) throws Exception {
    String[] found = new String[1];
    await(
        () -> {
          found[0] = rest(beginning);
          return found[0] != null;
        });
    return found[0];
  }

  /** Polls until it is so; fails with the end of the log if the process ends or a minute passes. */
  void await(BooleanSupplier condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "a process ended or did not get ready; its log:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** User and system time so far, in steps of 10 ms. */
  Duration cpu() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Duration.ofNanos(
        (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * NANOS_PER_TICK);
  }

  /** Resident memory, in bytes. */
  long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable String rest(String beginning) {
    try {
      return Files.readAllLines(log).stream()
          .filter(line -> line.startsWith(beginning))
          .map(line -> line.substring(beginning.length()))
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
