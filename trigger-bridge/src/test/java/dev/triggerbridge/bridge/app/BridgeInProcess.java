package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.BridgeConfigReader;
import dev.triggerbridge.bridge.console.MappingStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** The whole bridge, wired from a configuration file, in the test's own process. */
final class BridgeInProcess implements AutoCloseable {
  private final Bridge bridge;

  private BridgeInProcess(Bridge bridge) {
    this.bridge = bridge;
  }

  /** Creates the streams and returns when every mapping runs. */
  static BridgeInProcess start(Path file) {
    BridgeInProcess started = launch(file);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(started.bridge.status().mappings())
                    .allSatisfy(
                        mapping ->
                            assertThat(mapping.state()).as(mapping.reason()).isEqualTo("RUNNING")));
    return started;
  }

  /** Creates the streams and returns at once. */
  static BridgeInProcess launch(Path file) {
    // The SDK signs its requests; nobody checks the signature.
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    System.setProperty("aws.region", "us-east-1");
    BridgeConfig config = new BridgeConfigReader().read(file);
    BridgeInProcess started =
        new BridgeInProcess(new Bridge(config, Contents.read(file.toString(), config), true));
    started.bridge.start();
    return started;
  }

  Bridge bridge() {
    return bridge;
  }

  /** Puts the file in force, as {@link Reloader} does. */
  void reload(Path file) {
    BridgeConfig config = new BridgeConfigReader().read(file);
    var unused = bridge.change(config, Contents.read(file.toString(), config));
  }

  String state(String mapping) {
    return bridge.status().mappings().stream()
        .filter(each -> each.name().equals(mapping))
        .map(MappingStatus::state)
        .findFirst()
        .orElse("none");
  }

  void awaitState(String mapping, String state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(state(mapping)).isEqualTo(state));
  }

  String metrics() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI page = URI.create("http://127.0.0.1:" + bridge.consolePort() + "/metrics");
      return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    int unused = bridge.stop();
  }
}
