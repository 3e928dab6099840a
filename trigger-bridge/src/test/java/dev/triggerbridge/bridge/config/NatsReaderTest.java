package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NatsReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          password: x                     | nats.password        | needs username beside it
          username: x                     | nats.username        | needs password beside it
          credentialsFile: /no/such.creds | nats.credentialsFile | is not a file that can be read
          tls: {caFile: /no/such.pem}     | nats.tls.caFile      | is not a file that can be read
          tls: {keystore: x}              | nats.tls.keystore    | is not a known property
          reconnectWait: 2s               | nats.reconnectWait   | is not a known property
          """)
  void nats_block_with_a_mistake_names_path_and_reason(String line, String path, String reason) {
    List<Problem> problems =
        ConfigText.problems(ConfigText.MINIMAL.replace("mappings:", "  " + line + "\nmappings:"));

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo(path);
    assertThat(problems.getFirst().reason()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:4222",
        "nats://host:4222",
        "tls://host:4222",
        "wss://h:443",
        "'nats://[::1]:4222'"
      })
  void server_address_in_each_form_is_accepted(String address) {
    String yaml = ConfigText.MINIMAL.replace("nats://127.0.0.1:4222", address);

    assertThat(ConfigText.read(yaml).nats().servers()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host:4222", "nats://host:port", "'a b'", "'a,,b'", "nats://"})
  void server_address_that_is_none_is_refused(String address) {
    String yaml = ConfigText.MINIMAL.replace("nats://127.0.0.1:4222", address);

    assertThat(ConfigText.problems(yaml)).extracting(Problem::path).containsOnly("nats.servers");
  }
}
