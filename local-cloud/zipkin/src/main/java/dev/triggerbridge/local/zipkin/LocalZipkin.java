package dev.triggerbridge.local.zipkin;

import dev.triggerbridge.local.process.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Zipkin that keeps spans in memory, and the OTLP receiver that feeds it. Thread-safe. */
public final class LocalZipkin implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final int PAUSE_MILLIS = 100;

  private final Process process;
  private final URI url;
  private final OtlpReceiver receiver;

  private LocalZipkin(Process process, URI url, OtlpReceiver receiver) {
    this.process = process;
    this.url = url;
    this.receiver = receiver;
  }

  /**
   * Starts both on free ports of 127.0.0.1; does not wait for Zipkin, which {@link #await} does.
   *
   * @param log file for what Zipkin prints
   * @throws IOException if Zipkin cannot be had or started
   */
  public static LocalZipkin start(Path log) throws IOException, InterruptedException {
    int port = freePort();
    URI url = URI.create("http://127.0.0.1:" + port);
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx160m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    // Zipkin's own variables name a port, but no address.
                    "-Darmeria.ports[0].port=" + port,
                    "-Darmeria.ports[0].ip=127.0.0.1",
                    "-Darmeria.ports[0].protocols[0]=http",
                    "-jar",
                    ZipkinJar.resolve().toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Process process = ChildProcess.start(builder);
    try {
      return new LocalZipkin(process, url, OtlpReceiver.start(url));
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /**
   * Returns when Zipkin answers.
   *
   * @throws IOException if it does not within a minute and a half
   */
  public LocalZipkin await() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    HttpRequest health = HttpRequest.newBuilder(url.resolve("/health")).build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      while (System.nanoTime() < deadline && process.isAlive()) {
        try {
          if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return this;
          }
        } catch (IOException e) {
          // Not yet.
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
    throw new IOException("Zipkin did not start: its log says why");
  }

  /** Zipkin's own address; its page is {@code /zipkin/}. */
  public URI url() {
    return url;
  }

  /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  public URI otlp() {
    return receiver.url();
  }

  @Override
  public void close() {
    receiver.close();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
