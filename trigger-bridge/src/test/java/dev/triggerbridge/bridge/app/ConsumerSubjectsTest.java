package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.config.BridgeConfigReader;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.filter.FilterPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerSubjectsTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []               | "a.b"                        | x.dlq | [a.b]
          []               | "a.b", {"prefix": "a."}      | x.dlq | [a.>]
          []               | {"suffix": ".v1"}            | x.dlq | []
          [a.*]            | "a.b"                        | x.dlq | [a.b]
          [a.b]            | {"prefix": "a."}             | x.dlq | [a.b]
          [a.*, c.*]       | {"prefix": "a."}             | x.dlq | [a.*]
          [a.*, c.*]       | {"suffix": ".v1"}            | x.dlq | [a.*, c.*]
          ['*.b', 'c.d']   | {"prefix": "a."}             | x.dlq | [*.b]
          [c.d]            | "a.b"                        | x.dlq | nothing
          []               | {"prefix": "a."}             | a.dlq | []
          """)
  void server_delivers_what_is_configured_narrowed_by_the_criteria(
      String configured, String conditions, String deadLetters, String expected)
      throws IOException {
    FilterPattern pattern = FilterPattern.of("{\"subject\": [" + conditions + "]}");

    assertThat(
            ConsumerSubjects.of(mapping(configured, deadLetters), List.of(pattern))
                .map(List::toString)
                .orElse("nothing"))
        .isEqualTo(expected);
  }

  private MappingConfig mapping(String filterSubjects, String deadLetters) throws IOException {
    Path file = folder.resolve("bridge.yaml");
    Files.writeString(
        file,
        """
        nats: {servers: nats://127.0.0.1:4222}
        mappings:
          - name: work
            stream: IN
            functionName: worker
            filterSubjects: %s
            onFailure: {subject: %s}
        """
            .formatted(filterSubjects, deadLetters));
    return new BridgeConfigReader().read(file).mappings().getFirst();
  }
}
