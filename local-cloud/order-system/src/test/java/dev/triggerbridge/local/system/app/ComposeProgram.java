package dev.triggerbridge.local.system.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.local.debian.DebianPackage;
import dev.triggerbridge.local.debian.ProgramCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Docker Compose without Docker: it reads and checks a file without an engine. */
record ComposeProgram(Path executable) {
  private static final List<String> SUITES = List.of("trixie", "sid");
  private static final String UNPACKED = "usr/libexec/docker/cli-plugins/docker-compose";

  /**
   * From the cache, or from Debian; blocks for a download of 13 MB on first use.
   *
   * @throws IllegalStateException if there is none
   */
  static ComposeProgram resolve() {
    return new ComposeProgram(
        ProgramCache.of(System.getenv())
            .install(
                "docker-compose", "docker-compose", Files::isExecutable, ComposeProgram::fetch));
  }

  /** Runs it with nothing in its environment but the path; answers what it printed. */
  String run(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
    Path errors = Files.createTempFile("compose", ".err");
    try {
      Process process = builder.redirectError(errors.toFile()).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command + " failed: " + Files.readString(errors));
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(errors);
    }
  }

  private static Path fetch(Path work) {
    try {
      return DebianPackage.of("docker-compose", SUITES)
          .unpack(work, ComposeProgram::problem)
          .resolve(UNPACKED);
    } catch (IOException e) {
      throw new IllegalStateException("no Docker Compose could be fetched: " + e.getMessage(), e);
    }
  }

  private static Optional<String> problem(Path unpacked) {
    try {
      var unused = new ComposeProgram(unpacked.resolve(UNPACKED)).run(unpacked, "version");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("one that does not run here: " + e.getMessage());
    }
  }
}
