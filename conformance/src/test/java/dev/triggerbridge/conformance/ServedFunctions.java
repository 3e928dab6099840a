package dev.triggerbridge.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The functions of one file behind a local Invoke API in their own language. */
final class ServedFunctions implements AutoCloseable {
  private final Process process;
  private final String url;

  private ServedFunctions(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static ServedFunctions python(String module) throws Exception {
    return start("python3", "examples/python/serve.py", module);
  }

  static ServedFunctions node(String module) throws Exception {
    return start("node", "examples/node/serve.mjs", module);
  }

  String url() {
    return url;
  }

  @Override
  public void close() throws InterruptedException {
    var unused = process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  private static ServedFunctions start(String program, String server, String module)
      throws Exception {
    assumeThat(isThere(program)).as(program + " is not on this machine").isTrue();
    Process process =
        new ProcessBuilder(program, Path.of(server).toString(), Path.of(module).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String line =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
      if (line == null) {
        throw new IllegalStateException(program + " ended with " + process.waitFor());
      }
      return new ServedFunctions(process, line);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(program, "--version"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
