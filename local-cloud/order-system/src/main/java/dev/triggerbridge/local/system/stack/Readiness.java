package dev.triggerbridge.local.system.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a server to say that it is ready. */
public final class Readiness {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Readiness() {}

  /**
   * Asks until the answer is 200.
   *
   * @throws IOException if that takes longer than the timeout; the message has the last answer
   */
  public static void await(URI address, Duration timeout) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    String last = "no answer";
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).GET().build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline) {
        try {
          HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
          if (answer.statusCode() == 200) {
            return;
          }
          last = answer.statusCode() + " " + answer.body().strip();
        } catch (IOException e) {
          last = e.toString();
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    }
    throw new IOException("%s was not ready within %s: %s".formatted(address, timeout, last));
  }
}
