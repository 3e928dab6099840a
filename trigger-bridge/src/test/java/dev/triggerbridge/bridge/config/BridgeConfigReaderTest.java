package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.triggerbridge.bridge.config.MappingConfig.StartingPosition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeConfigReaderTest {
  @Test
  void minimal_document_gets_every_default() {
    BridgeConfig config = ConfigText.read(ConfigText.MINIMAL);

    MappingConfig mapping = config.mappings().getFirst();
    assertThat(mapping.batchSize()).isEqualTo(10);
    assertThat(mapping.maximumBatchingWindow()).isZero();
    assertThat(mapping.maximumRetryAttempts()).isEqualTo(4);
    assertThat(mapping.backoff()).extracting(Duration::toSeconds).containsExactly(1L, 5L, 10L, 10L);
    assertThat(mapping.consumer()).isEqualTo("payment");
    assertThat(mapping.ackWait()).hasSeconds(30);
    assertThat(mapping.startingPosition()).isEqualTo(new StartingPosition.TrimHorizon());
    assertThat(mapping.enabled()).isTrue();
    assertThat(config.http()).isEqualTo(new HttpConfig("127.0.0.1", 8080));
    assertThat(config.lambda().endpoint()).isEmpty();
    assertThat(config.shutdownGrace()).hasSeconds(25);
    assertThat(config.nats().connectionName()).isEqualTo("trigger-bridge");
  }

  @Test
  void document_with_many_mistakes_reports_all_of_them_in_file_order() {
    String yaml =
        """
        nats:
          servers: http://localhost:4222
          passwort: x
        lambda:
          endpoint: localhost:9001
        http:
          port: 70000
        streams:
          - name: ORDERS
            subjects: [orders.created.v1]
            maxAge: 7
            maxBytes: 10GB
            discard: old
        mappings:
          - name: payment
            stream: ORDERS
            functionName: payment
            batchSize: 20000
            ackwait: 30s
          - stream: ORDERS
            onFailure:
              subject: orders.created.v1
        shutdown:
          gracePeriod: 1 hour
        mapping: []
        """;

    assertThat(ConfigText.problems(yaml))
        .extracting(problem -> problem.line() + " " + problem.path())
        .containsExactly(
            "2 nats.servers",
            "3 nats.passwort",
            "5 lambda.endpoint",
            "7 http.port",
            "9 streams[0].duplicateWindow",
            "11 streams[0].maxAge",
            "12 streams[0].maxBytes",
            "13 streams[0].discard",
            "18 mappings[0].batchSize",
            "19 mappings[0].ackwait",
            "20 mappings[1].name",
            "20 mappings[1].functionName",
            "22 mappings[1].onFailure.subject",
            "24 shutdown.gracePeriod",
            "25 mapping");
  }

  @Test
  void message_names_file_count_and_every_problem() {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> ConfigText.read(ConfigText.mapping("batchSize: 0", "ackWait: 30")))
        .withMessage(
            """
            bridge.yaml cannot be used, 2 problems:
              line 7: mappings[0].batchSize = '0': is not from 1 to 10000. Use a value in that range.
              line 8: mappings[0].ackWait = '30': has no unit. Write 30s for seconds or 30ms for\
             milliseconds.""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                       | the file is empty
          'nats: [unclosed'        | this is not YAML
          'just words'             | must be a block of properties
          """)
  void document_that_is_no_configuration_is_refused(String yaml, String reason) {
    assertThat(ConfigText.problems(yaml).getFirst().reason()).contains(reason);
  }

  @Test
  void key_written_twice_is_refused() {
    assertThat(ConfigText.problems(ConfigText.mapping("batchSize: 1", "batchSize: 2")))
        .extracting(Problem::toString)
        .containsExactly(
            "line 8: mappings[0].batchSize: is written twice. Keep one of the two lines.");
  }

  @Test
  void streams_are_read_with_their_limits() {
    StreamConfig stream =
        ConfigText.read(
                ConfigText.stream(
                    "name: ORDERS",
                    "subjects: [orders.created.v1, orders.placed.v1]",
                    "replicas: 3",
                    "maxAge: 7d",
                    "maxBytes: 10GiB",
                    "duplicateWindow: 2m",
                    "discard: new"))
            .streams()
            .getFirst();

    assertThat(stream)
        .isEqualTo(
            new StreamConfig(
                "ORDERS",
                List.of("orders.created.v1", "orders.placed.v1"),
                3,
                Duration.ofDays(7),
                10L << 30,
                Duration.ofMinutes(2)));
  }

  @Test
  void endpoint_and_port_come_from_the_environment() {
    String yaml =
        ConfigText.MINIMAL.replace("nats://127.0.0.1:4222", "${NATS_SERVERS:nats://127.0.0.1:4222}")
            + "lambda: {endpoint: '${LAMBDA_ENDPOINT:}'}\nhttp: {port: '${HTTP_PORT:8080}'}\n";

    BridgeConfig set =
        ConfigText.read(
            yaml,
            Map.of(
                "NATS_SERVERS", "nats://a:1, nats://b:2",
                "LAMBDA_ENDPOINT", "http://127.0.0.1:9001",
                "HTTP_PORT", "0"));
    BridgeConfig unset = ConfigText.read(yaml);

    assertThat(set.nats().servers()).containsExactly("nats://a:1", "nats://b:2");
    assertThat(set.lambda().endpoint()).hasValue(URI.create("http://127.0.0.1:9001"));
    assertThat(set.http().port()).isZero();
    assertThat(unset.nats().servers()).containsExactly("nats://127.0.0.1:4222");
    assertThat(unset.lambda().endpoint()).isEmpty();
    assertThat(unset.http().port()).isEqualTo(8080);
  }

  @Test
  void file_that_does_not_exist_is_named(@TempDir Path folder) {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> new BridgeConfigReader().read(folder.resolve("none.yaml")))
        .withMessageContaining("none.yaml")
        .withMessageContaining("does not exist");
  }

  @Test
  void file_in_another_encoding_is_refused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("latin1.yaml");
    Files.write(file, new byte[] {'#', ' ', (byte) 0xE4, '\n'});

    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> new BridgeConfigReader().read(file))
        .withMessageContaining("UTF-8");
  }

  @Test
  void record_built_in_code_checks_itself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpConfig("127.0.0.1", 70_000))
        .withMessage("http.port = 70000 must be from 0 to 65535: use a value in that range");
  }
}
