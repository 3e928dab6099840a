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

/** What is measured. */
enum Subject {
  /** Pull, encode, POST, ack. */
  BARE {
    @Override
    JavaProcess start(Setup setup, Path folder) throws Exception {
      JavaProcess process =
          JavaProcess.start(
              folder.resolve("bare.log"),
              Map.of(),
              JavaProcess.ours(
                  BareLoop.class,
                  setup.nats(),
                  Workload.STREAM,
                  consumer(),
                  setup.lambda(),
                  Integer.toString(setup.batchSize()),
                  Integer.toString(setup.concurrency())));
      process.awaitLine(NoopLambda.READY);
      return process;
    }
  },

  /** The packaged bridge, everything on. */
  BRIDGE {
    @Override
    JavaProcess start(Setup setup, Path folder) throws Exception {
      int port = freePort();
      Path configuration =
          Files.writeString(folder.resolve("bridge.yaml"), configuration(setup, port));
      JavaProcess process =
          JavaProcess.start(
              folder.resolve("bridge.log"),
              Map.of("AWS_ACCESS_KEY_ID", "bench", "AWS_SECRET_ACCESS_KEY", "bench"),
              List.of(
                  "-jar",
                  setup.bridgeJar().toString(),
                  "run",
                  "--config",
                  configuration.toString()));
      try (HttpClient http = HttpClient.newHttpClient()) {
        process.await(() -> isReady(http, port));
      }
      return process;
    }

    private String configuration(Setup setup, int port) {
      return """
      nats: {servers: "%s"}
      lambda: {region: eu-central-1, endpoint: "%s"}
      http: {host: 127.0.0.1, port: %d}
      mappings:
        - name: %s
          stream: %s
          filterSubjects: [%s]
          functionName: noop
          batchSize: %d
          maximumConcurrency: %d
      """
          .formatted(
              setup.nats(),
              setup.lambda(),
              port,
              consumer(),
              Workload.STREAM,
              Workload.SUBJECT,
              setup.batchSize(),
              setup.concurrency());
    }
  };

  /** Starts it and returns when it would process messages. */
  abstract JavaProcess start(Setup setup, Path folder) throws Exception;

  String consumer() {
    return name().toLowerCase(java.util.Locale.ROOT);
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

  /**
   * What every subject is told.
   *
   * @param nats address
   * @param lambda address of the Invoke API
   * @param batchSize most records in an invocation
   * @param concurrency most invocations under way
   * @param bridgeJar the packaged bridge
   */
  record Setup(String nats, String lambda, int batchSize, int concurrency, Path bridgeJar) {}
}
