package dev.triggerbridge.local.chaos.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Names the commit whose artifacts are run. */
final class Commit {
  private static final int PATIENCE_SECONDS = 10;

  private Commit() {}

  /**
   * The short id, with a plus if files differ from it, or "unknown" outside of a repository.
   * Artifacts that were copied out of one name theirs in {@code triggerbridge.commit}.
   */
  static String of(Path home) throws InterruptedException {
    String named = System.getProperty("triggerbridge.commit", "");
    if (!named.isEmpty()) {
      return named;
    }
    String id = git(home, "rev-parse", "--short", "HEAD");
    if (id.isEmpty()) {
      return "unknown";
    }
    return git(home, "status", "--porcelain", "--untracked-files=no").isEmpty() ? id : id + "+";
  }

  private static String git(Path home, String... arguments) throws InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
          ? output
          : "";
    } catch (IOException e) {
      return "";
    }
  }
}
