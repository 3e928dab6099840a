package dev.triggerbridge.infra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The packaged bridge with the configuration and the user that its task has in prod. Of Lambda
 * there is only what the bridge's rights at NATS need: functions that return one event for each
 * record.
 */
final class BridgeProcesses implements AutoCloseable {
  private static final Pattern BATCH = Pattern.compile("\"batchId\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern RECORD = Pattern.compile("\"id\"\\s*:\\s*\"([A-Z]+/\\d+)\"");

  private final Path folder;
  private final ClusterOfTests cluster;
  private final Path configuration;
  private final HttpServer lambda;
  private final int http;
  private @Nullable Process process;

  BridgeProcesses(Path folder, ClusterOfTests cluster) throws IOException {
    this.folder = folder;
    this.cluster = cluster;
    String yaml =
        new BridgeTemplate(Synthesis.PROD.sectionOf(Names.BRIDGE_STACK, "Resources")).yaml();
    configuration =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            yaml.replace("/etc/trigger-bridge/nats-ca.pem", cluster.authority().toString()));
    lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    lambda.createContext("/", BridgeProcesses::answer);
    lambda.start();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      http = socket.getLocalPort();
    }
  }

  /** Makes the streams and consumers; answers what it says if it could not. */
  String apply() throws Exception {
    Path log = folder.resolve("apply.log");
    Process apply = start(log, "apply", "--config", configuration.toString());
    if (!apply.waitFor(120, TimeUnit.SECONDS)) {
      apply.destroyForcibly();
      return "apply did not end: " + Files.readString(log);
    }
    return apply.exitValue() == 0 ? "" : Files.readString(log);
  }

  void run() throws IOException {
    process = start(folder.resolve("run.log"), "run", "--config", configuration.toString());
  }

  boolean isReady() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:%d/health/ready".formatted(http))
                  .toURL()
                  .openConnection();
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  void stop() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroy();
      if (!running.waitFor(60, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    }
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("apply.log"))
        + Files.readString(folder.resolve("run.log"));
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
    lambda.stop(0);
  }

  private Process start(Path log, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-jar",
                "../trigger-bridge/target/trigger-bridge.jar"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    var environment = builder.environment();
    environment.put("NATS_SERVERS", cluster.servers());
    environment.put("NATS_USERNAME", "bridge");
    environment.put("NATS_PASSWORD", cluster.password("bridge"));
    environment.put("STREAM_REPLICAS", Integer.toString(NatsCluster.NODES));
    environment.put("LAMBDA_ENDPOINT", "http://127.0.0.1:" + lambda.getAddress().getPort());
    environment.put("HTTP_PORT", Integer.toString(http));
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    for (String function : List.of("ORDER", "PAYMENT", "INVENTORY", "AUDIT")) {
      environment.put("FUNCTION_" + function, function);
    }
    return builder.start();
  }

  /** Payments are completed; everything else has no consequence. */
  private static void answer(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    byte[] answer =
        (path.endsWith("/invocations")
                ? results(request, path.contains("/PAYMENT/"))
                : "{\"FunctionName\":\"f\",\"Timeout\":30,\"State\":\"Active\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static String results(String request, boolean payment) {
    Matcher batch = BATCH.matcher(request);
    if (!batch.find()) {
      return "{}";
    }
    List<String> results = new ArrayList<>();
    Matcher record = RECORD.matcher(request);
    while (record.find()) {
      String events =
          payment
              ? "{\"id\":\"%s\",\"subject\":\"payments.completed.v1\",\"data\":\"e30=\"}"
                  .formatted(record.group(1))
              : "";
      results.add(
          "{\"id\":\"%s\",\"status\":\"ok\",\"events\":[%s]}".formatted(record.group(1), events));
    }
    return "{\"schema\":\"natsbatch-result/1\",\"batchId\":\"%s\",\"results\":[%s]}"
        .formatted(batch.group(1), String.join(",", results));
  }
}
