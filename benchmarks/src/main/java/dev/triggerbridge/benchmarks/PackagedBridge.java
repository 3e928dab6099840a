package dev.triggerbridge.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The bridge as its users start it. */
final class PackagedBridge {
  private PackagedBridge() {}

  /** Starts it with this configuration and returns when it is ready. */
  static JavaProcess start(Path jar, Path folder, List<String> javaOptions, String configuration)
      throws Exception {
    int port = freePort();
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            configuration + "http: {host: 127.0.0.1, port: " + port + "}\n");
    JavaProcess process =
        JavaProcess.start(
            folder.resolve("bridge.log"),
            Map.of("AWS_ACCESS_KEY_ID", "bench", "AWS_SECRET_ACCESS_KEY", "bench"),
            javaOptions,
            List.of("-jar", jar.toString(), "run", "--config", file.toString()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      process.await(() -> isReady(http, port));
    }
    return process;
  }

  private static boolean isReady(HttpClient http, int port) {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
