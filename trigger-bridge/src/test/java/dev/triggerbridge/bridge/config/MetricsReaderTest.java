package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsReaderTest {
  private static final String BRIDGE =
      """
      nats: {servers: nats://127.0.0.1:4222}
      mappings: [{name: a, stream: S, functionName: f, onFailure: {subject: s.dlq}}]
      """;

  @Test
  void nothing_is_written_for_cloudwatch_unless_it_is_asked_for() {
    assertThat(read("").cloudWatch()).isEmpty();
    assertThat(read("metrics: {cloudWatch: {format: \"off\"}}").cloudWatch()).isEmpty();
  }

  @Test
  void format_emf_alone_means_our_namespace_and_a_line_a_minute() {
    assertThat(read("metrics: {cloudWatch: {format: emf}}").cloudWatch())
        .contains(new MetricsConfig.CloudWatch("TriggerBridge", Duration.ofMinutes(1)));
  }

  @Test
  void namespace_of_aws_is_refused_with_what_is_allowed() {
    assertThatThrownBy(() -> read("metrics: {cloudWatch: {format: emf, namespace: AWS/Lambda}}"))
        .hasMessageContaining("metrics.cloudWatch.namespace")
        .hasMessageContaining("AWS/Lambda")
        .hasMessageContaining("not beginning with AWS/");
  }

  private static MetricsConfig read(String metrics) {
    return new BridgeConfigReader(name -> null)
        .read(BRIDGE + metrics + "\n", "test.yaml")
        .metrics();
  }
}
