package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String PLANTED = "s3cr3t-Planted";

  @Test
  void accepted_configuration_prints_no_secret_and_still_holds_it() {
    BridgeConfig config =
        ConfigText.read(nats("username: bridge", "password: '${PASSWORD}'"), environment());

    assertThat(config.toString()).doesNotContain(PLANTED).contains("<redacted>");
    assertThat(config.nats().password().orElseThrow().reveal()).isEqualTo(PLANTED.toCharArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: s3cr3t-Planted",
        "token: [s3cr3t-Planted]",
        "tokn: s3cr3t-Planted",
        "servers: nats://user:s3cr3t-Planted@host:4222",
        "servers: [nats://s3cr3t-Planted@host]",
        "servers: '${PASSWORD} x'",
        "token: s3cr3t-Planted: x",
        "token: \"s3cr3t-Planted",
        "credentialsFile: '${PASSWORD}'",
      })
  void refused_configuration_prints_no_secret(String line) {
    String yaml = line.startsWith("servers") ? only(line) : nats(line);

    assertThat(ConfigText.problems(yaml, environment()).toString()).doesNotContain(PLANTED);
  }

  private static Map<String, String> environment() {
    return Map.of("PASSWORD", PLANTED);
  }

  private static String nats(String... lines) {
    return ConfigText.MINIMAL.replace(
        "mappings:", "  " + String.join("\n  ", lines) + "\nmappings:");
  }

  private static String only(String line) {
    return ConfigText.MINIMAL.replace("servers: nats://127.0.0.1:4222", line);
  }
}
