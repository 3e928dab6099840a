package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.BridgeConfigReader;
import dev.triggerbridge.bridge.config.MappingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsafeCombinationTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void function_that_may_outlive_the_duplicate_window_of_its_output_is_named_with_the_remedy()
      throws IOException {
    assertThat(find("[out.done]", Duration.ofMinutes(2)))
        .hasValue(
            "mapping work: ackWait 30s and the timeout of function worker, 120s, are together not"
                + " shorter than duplicateWindow 120s of stream OUT: after a crash an event could be"
                + " stored twice. Raise duplicateWindow above 150s or shorten one of the two");
  }

  @Test
  void function_whose_time_and_ack_wait_fit_into_the_window_is_accepted() throws IOException {
    assertThat(find("[out.done]", Duration.ofSeconds(89))).isEmpty();
    assertThat(find("[out.done]", Duration.ofSeconds(90))).isPresent();
  }

  @Test
  void function_without_output_may_take_its_time() throws IOException {
    assertThat(find("[]", Duration.ofMinutes(15))).isEmpty();
  }

  @Test
  void record_that_could_expire_before_it_is_processed_is_refused_by_name() throws IOException {
    assertThat(find("[], maximumBatchingWindow: 5m", Duration.ofMinutes(55)))
        .hasValueSatisfying(
            message ->
                assertThat(message)
                    .contains("maximumBatchingWindow 300s", "3300s", "maxAge 3600s of stream IN")
                    .contains("Raise maxAge above 3630s"));
    assertThat(find("[], maximumBatchingWindow: 4m", Duration.ofMinutes(55))).isEmpty();
  }

  @Test
  void record_that_could_be_given_up_without_a_second_attempt_is_refused_by_name()
      throws IOException {
    assertThat(find("[], maximumRecordAge: 90s", Duration.ofSeconds(60)))
        .hasValueSatisfying(
            message ->
                assertThat(message)
                    .contains("maximumRecordAge 90s is not longer than", "Raise it above 90s"));
    assertThat(find("[], maximumRecordAge: 91s", Duration.ofSeconds(60))).isEmpty();
  }

  @Test
  void grace_that_cannot_be_kept_is_warned_of() throws IOException {
    MappingConfig mapping = config("[]").mappings().getFirst();

    assertThat(warnings(mapping, 30, 30)).isEmpty();
    assertThat(warnings(mapping, 29, 30)).singleElement().asString().contains("worker", "30s");
    assertThat(warnings(mapping, 121, 30)).singleElement().asString().contains("120s", "ECS");
  }

  private static List<String> warnings(MappingConfig mapping, int grace, int timeout) {
    return UnsafeCombination.warnings(
        mapping, Duration.ofSeconds(grace), Duration.ofSeconds(timeout));
  }

  private Optional<String> find(String outputs, Duration timeout) throws IOException {
    BridgeConfig config = config(outputs);
    return UnsafeCombination.find(config.mappings().getFirst(), config.streams(), timeout);
  }

  private BridgeConfig config(String outputs) throws IOException {
    Path file = folder.resolve("bridge.yaml");
    Files.writeString(
        file,
        """
        nats: {servers: nats://127.0.0.1:4222}
        streams:
          - {name: IN, subjects: [in.*], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 1s}
          - {name: OUT, subjects: [out.*], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
        mappings:
          - {name: work, stream: IN, functionName: worker, outputSubjects: %s}
        """
            .formatted(outputs));
    return new BridgeConfigReader().read(file);
  }
}
