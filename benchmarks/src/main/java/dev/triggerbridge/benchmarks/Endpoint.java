package dev.triggerbridge.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The {@link NoopLambda} process and what it has counted. */
final class Endpoint implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final JavaProcess process;
  private final String url;

  private Endpoint(JavaProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  static Endpoint start(Path log) throws Exception {
    JavaProcess process =
        JavaProcess.start(log, Map.of(), List.of(), JavaProcess.ours(NoopLambda.class));
    return new Endpoint(process, "http://127.0.0.1:" + process.awaitLine(NoopLambda.READY).strip());
  }

  String url() {
    return url;
  }

  /** Sets all counters to zero. */
  void reset(boolean measureLatency) throws Exception {
    get("/bench/reset" + (measureLatency ? "?latency" : ""));
  }

  Counters counters() throws Exception {
    String[] numbers = get("/bench/counters").split(" ", -1);
    return new Counters(
        Long.parseLong(numbers[0]),
        Long.parseLong(numbers[1]),
        Long.parseLong(numbers[2]),
        Long.parseLong(numbers[3]),
        Long.parseLong(numbers[4]),
        Long.parseLong(numbers[5]));
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }

  private String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /**
   * What was counted since the reset.
   *
   * @param nanos the endpoint's clock
   * @param records in all invocations
   * @param invocations answered
   * @param p50Micros from publishing to the arrival of the invocation; 0 if not measured
   * @param p99Micros the same
   * @param maxMicros the same
   */
  record Counters(
      long nanos, long records, long invocations, long p50Micros, long p99Micros, long maxMicros) {}
}
