package dev.triggerbridge.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The kit itself keeps the contract: what it sends a bridge could send. */
class RequestTest {
  private final Schema schema;

  RequestTest() throws IOException {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("../docs/contract/natsbatch-1.schema.json")),
                InputFormat.JSON);
  }

  @Test
  void every_request_is_natsbatch_1_but_the_one_of_the_future() throws IOException {
    List<String> requests = new ArrayList<>();
    Function silent =
        request -> {
          requests.add(new String(request, StandardCharsets.UTF_8));
          return new Answer("{}".getBytes(StandardCharsets.UTF_8), Optional.empty());
        };

    List<CaseResult> results = new Examination(silent, List.of(Sample.GENERIC), 1).run();

    assertThat(results).hasSizeGreaterThan(12);
    assertThat(requests).last().asString().contains("natsbatch/2");
    assertThat(requests.subList(0, requests.size() - 1))
        .allSatisfy(
            request -> {
              assertThat(schema.validate(request, InputFormat.JSON)).isEmpty();
              assertThat(request.length()).isLessThan(6 * 1024 * 1024);
            });
  }

  @Test
  void the_same_seed_sends_the_same_bytes() throws IOException {
    assertThat(sent(3)).isEqualTo(sent(3)).isNotEqualTo(sent(4));
  }

  private static List<String> sent(long seed) throws IOException {
    List<String> requests = new ArrayList<>();
    Function silent =
        request -> {
          requests.add(new String(request, StandardCharsets.UTF_8));
          return new Answer(new byte[0], Optional.empty());
        };
    var unused = new Examination(silent, List.of(Sample.GENERIC), seed).run();
    return requests;
  }
}
