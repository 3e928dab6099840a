package dev.triggerbridge.local.system.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged {@code ./audit}, run as a person runs it.
 *
 * @param home folder of the repository
 * @param bucket the audit's
 * @param environment where the servers are, as {@code run-local.env} says it
 */
record AuditProgram(Path home, String bucket, Map<String, String> environment) {

  /**
   * What came of it.
   *
   * @param text all that it printed
   */
  record Answer(int status, String output, String text) {
    JsonElement json() {
      return JsonParser.parseString(output);
    }
  }

  /** Runs one command with JSON as its output; blocks until it ends. */
  Answer run(String command, String... options) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(home.resolve("audit").toString(), command));
    line.addAll(List.of("--bucket", bucket, "--output", "json"));
    line.addAll(List.of(options));
    Path output = Files.createTempFile("audit", ".out");
    Path errors = Files.createTempFile("audit", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(line).redirectOutput(output.toFile()).redirectError(errors.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process process = builder.start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(line + " has not ended: " + Files.readString(errors));
      }
      String printed = Files.readString(output, UTF_8);
      return new Answer(process.exitValue(), printed, printed + Files.readString(errors, UTF_8));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
