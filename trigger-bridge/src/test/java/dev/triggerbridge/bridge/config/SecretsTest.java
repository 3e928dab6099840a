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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lambda: {endpoint: 'http://user:s3cr3t-Planted@127.0.0.1:9001'}",
        "lambda: {endpoint: 'ftp://user:s3cr3t-Planted@127.0.0.1'}",
        "tracing: {endpoint: 'http://user:s3cr3t-Planted@127.0.0.1:4318'}",
        "delayedEvents: {stream: '${PASSWORD}!'}",
        "shutdown: {gracePeriod: '${DIGITS}'}",
        "delayedEvents: {maxBytes: '${DIGITS}'}",
      })
  void refused_value_of_another_block_prints_no_secret(String line) {
    Map<String, String> variables = Map.of("PASSWORD", PLANTED, "DIGITS", "733733");

    assertThat(ConfigText.problems(ConfigText.MINIMAL + line + "\n", variables).toString())
        .doesNotContain(PLANTED)
        .doesNotContain("733733");
  }

  @Test
  void delay_from_the_environment_that_is_none_is_not_printed() {
    assertThat(
            ConfigText.problems(
                    ConfigText.mapping("backoff: ['${DIGITS}']"), Map.of("DIGITS", "733733"))
                .toString())
        .contains("has no unit", "Correct what the variable holds")
        .doesNotContain("733733");
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
