package dev.triggerbridge.bridge.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged jar as a child process, as it is deployed. Ended with the test, whatever happens.
 */
final class BridgeProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target", "trigger-bridge.jar");
  private static final Duration START_BOUND = Duration.ofMinutes(2);

  private final Process process;
  private final int port;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();

  private BridgeProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts it; the configuration must take its HTTP port from HTTP_PORT. */
  static BridgeProcess start(Path folder, String yaml, Map<String, String> environment)
      throws IOException {
    Path config = folder.resolve("bridge.yaml");
    Files.writeString(config, yaml);
    Path log = Files.createTempFile(folder, "bridge-", ".log");
    int port = freePort();
    String java = ProcessHandle.current().info().command().orElse("java");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                JAR.toAbsolutePath().toString(),
                "run",
                "--config",
                config.toString(),
                "--create-streams"));
    builder.environment().put("HTTP_PORT", Integer.toString(port));
    builder.environment().put("AWS_REGION", "us-east-1");
    builder.environment().put("AWS_ACCESS_KEY_ID", "test");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new BridgeProcess(builder.start(), port, log);
  }

  BridgeProcess awaitReady() {
    await()
        .atMost(START_BOUND)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the bridge ended", this::mustRun)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = get("/health/ready");
              if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body() + "\n" + log());
              }
            });
    return this;
  }

  private void mustRun() {
    if (!process.isAlive()) {
      throw new AssertionError("exit code " + process.exitValue() + ": " + log());
    }
  }

  /** Waits until it is not ready for a reason that says this. */
  void awaitNotReadyBecause(String reason) {
    await()
        .atMost(START_BOUND)
        .failFast("the bridge ended", this::mustRun)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = get("/health/ready");
              if (answer.statusCode() != 503 || !answer.body().contains(reason)) {
                throw new AssertionError(answer.body() + "\n" + log());
              }
            });
  }

  HttpResponse<String> get(String path) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(5))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** SIGTERM; returns at once. */
  void terminate() {
    process.destroy();
  }

  /** SIGHUP; returns when it is sent. */
  void hangUp() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
  }

  /** SIGKILL; returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    exitCode(Duration.ofSeconds(10));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode(Duration bound) {
    try {
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still runs after " + bound + ": " + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
    http.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
