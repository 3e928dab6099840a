package dev.triggerbridge.local.prometheus;

import dev.triggerbridge.local.process.ChildProcess;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real Prometheus on loopback. The process ends with {@link #close} or with this JVM. Methods
 * block.
 */
public final class PrometheusServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Process process;
  private final URI url;

  private PrometheusServer(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts one and returns when it is ready.
   *
   * @param folder where its configuration, log and data are kept; created if absent
   * @param targets {@code host:port} to scrape, by job
   * @param rules files with alert rules
   * @param scrapeInterval also that of the evaluation of rules; whole seconds
   * @throws IOException if it does not start; the message has the end of its log
   */
  public static PrometheusServer start(
      PrometheusBinaries binaries,
      Path folder,
      Map<String, String> targets,
      List<Path> rules,
      Duration scrapeInterval)
      throws IOException {
    Files.createDirectories(folder);
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(configuration, configuration(targets, rules, scrapeInterval));
    int port = freePort();
    Path log = folder.resolve("prometheus.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.prometheus().toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn"));
    Process process =
        ChildProcess.start(
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
    PrometheusServer server =
        new PrometheusServer(process, URI.create("http://127.0.0.1:" + port + "/"));
    try {
      server.awaitReady(log);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Its address, for a browser and for its HTTP API. */
  public URI url() {
    return url;
  }

  /** SIGTERM, and SIGKILL if that does not end it. */
  @Override
  public void close() {
    process.destroy();
    if (!ended(Duration.ofSeconds(10))) {
      process.destroyForcibly();
      ended(Duration.ofSeconds(10));
    }
  }

  private static String configuration(
      Map<String, String> targets, List<Path> rules, Duration interval) {
    String jobs =
        targets.entrySet().stream()
            .map(
                target ->
                    """
                      - job_name: %s
                        static_configs:
                          - targets: ['%s']
                    """
                        .formatted(target.getKey(), target.getValue()))
            .collect(Collectors.joining());
    String files =
        rules.stream()
            .map(file -> "  - " + file.toAbsolutePath() + "\n")
            .collect(Collectors.joining());
    return """
    global:
      scrape_interval: %1$ds
      scrape_timeout: %1$ds
      evaluation_interval: %1$ds
    rule_files:
    %2$sscrape_configs:
    %3$s"""
        .formatted(interval.toSeconds(), files, jobs);
  }

  private void awaitReady(Path log) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("-/ready")).timeout(Duration.ofSeconds(2)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline && !ended(Duration.ofMillis(100))) {
        try {
          if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // It does not listen yet.
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while Prometheus started", e);
        }
      }
    }
    List<String> lines = Files.readAllLines(log);
    throw new IOException(
        "Prometheus did not start: "
            + String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size())));
  }

  private boolean ended(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
