package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Chromium, and the programs under {@code src/test/browser} that drive it. In CI as root it is
 * installed where it is missing; elsewhere a test that needs it is skipped and says why.
 */
final class Browser {
  private static final Path PROGRAMS = Path.of("src/test/browser");
  private static final Path WORK = Path.of("target/browser").toAbsolutePath();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private Browser() {}

  /** The executable; skips the test if there is none. */
  static Path chromium() throws IOException, InterruptedException {
    Optional<Path> found = find();
    if (found.isEmpty() && System.getenv("CI") != null && "root".equals(user())) {
      found = install();
    }
    assumeTrue(
        found.isPresent(),
        "skipped: there is no Chromium. Install it (Debian: apt install chromium), or name it in"
            + " CHROMIUM");
    return found.orElseThrow();
  }

  /** Runs one of the programs to its end; fails if it fails, with what it has printed. */
  static void run(String program, Map<String, String> environment)
      throws IOException, InterruptedException {
    assumeTrue(isRunnable("node"), "skipped: there is no node. Install Node.js 20 or newer");
    assumeTrue(isRunnable("npm"), "skipped: there is no npm, which comes with Node.js");
    prepare();
    Result result =
        execute(environment, "node", "--test", "--test-reporter=spec", WORK.resolve(program) + "");
    System.out.println(result.output);
    assertThat(result.exitCode).as(result.output).isZero();
  }

  /** The libraries come from the lock file, once. */
  private static void prepare() throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    boolean same = true;
    try (Stream<Path> files = Files.list(PROGRAMS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = WORK.resolve(Objects.requireNonNull(file.getFileName()));
        if (file.endsWith("package-lock.json")) {
          same = Files.exists(copy) && Files.mismatch(file, copy) < 0;
        }
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!same || !Files.exists(WORK.resolve("node_modules/.package-lock.json"))) {
      Result result = execute(Map.of(), "npm", "ci", "--no-audit", "--no-fund");
      assertThat(result.exitCode).as(result.output).isZero();
    }
  }

  private static Optional<Path> find() {
    String named = System.getenv("CHROMIUM");
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return NAMES.stream()
        .flatMap(name -> Stream.of(path.split(":", -1)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> install() throws IOException, InterruptedException {
    Map<String, String> quiet = Map.of("DEBIAN_FRONTEND", "noninteractive");
    Files.createDirectories(WORK);
    if (isRunnable("apt-get")
        && execute(quiet, "apt-get", "-qq", "update").exitCode == 0
        && execute(
                    quiet,
                    "apt-get",
                    "-qq",
                    "install",
                    "-y",
                    "--no-install-recommends",
                    "chromium",
                    "fonts-dejavu-core")
                .exitCode
            == 0) {
      return find();
    }
    return Optional.empty();
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static boolean isRunnable(String command) throws InterruptedException {
    try {
      Files.createDirectories(WORK);
      return execute(Map.of(), command, "--version").exitCode == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Result execute(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(WORK, command[0], ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(WORK.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Result(ended ? process.exitValue() : -1, Files.readString(log));
  }

  private record Result(int exitCode, String output) {}
}
