package dev.triggerbridge.functions.support.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceEnvironmentTest {
  @Test
  void nothing_set_is_off() {
    assertThat(TraceEnvironment.of(Map.<String, String>of()::get).isOn()).isFalse();
    assertThat(Tracing.get()).isSameAs(Tracing.OFF);
  }

  @Test
  void standard_variables_are_read_and_the_token_is_not_printed() {
    TraceEnvironment read =
        of(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318",
                "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20s3cr3t,x-a=b",
                "OTEL_EXPORTER_OTLP_TIMEOUT", "250",
                "OTEL_TRACES_SAMPLER", "parentbased_traceidratio",
                "OTEL_TRACES_SAMPLER_ARG", "0.25",
                "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=prod"));

    assertThat(read.endpoint()).isEqualTo("http://127.0.0.1:4318/v1/traces");
    assertThat(read.headers()).containsEntry("authorization", "Bearer s3cr3t").hasSize(2);
    assertThat(read.timeout()).isEqualTo(250);
    assertThat(read.ratio()).isEqualTo(0.25);
    assertThat(read.attributes()).containsEntry("deployment.environment.name", "prod");
    assertThat(read.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void endpoint_of_traces_wins_and_is_taken_as_it_is() {
    assertThat(
            of(Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4318",
                    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://b/spans"))
                .endpoint())
        .isEqualTo("http://b/spans");
  }

  @Test
  void disabled_sdk_or_no_exporter_is_off_in_spite_of_an_endpoint() {
    Map<String, String> endpoint = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4318");
    for (Map.Entry<String, String> off :
        Map.of("OTEL_SDK_DISABLED", "true", "OTEL_TRACES_EXPORTER", "none").entrySet()) {
      Map<String, String> both = new java.util.HashMap<>(endpoint);
      both.put(off.getKey(), off.getValue());
      assertThat(of(both).isOn()).as(off.getKey()).isFalse();
    }
  }

  private static TraceEnvironment of(Map<String, String> variables) {
    return TraceEnvironment.of(variables::get);
  }
}
