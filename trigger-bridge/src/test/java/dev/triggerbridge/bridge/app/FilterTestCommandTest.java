package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FilterTestCommandTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config = Path.of("");
  private Path event = Path.of("");

  @BeforeEach
  void files() throws IOException {
    config =
        Example.in(
            folder,
            "filter-criteria.yaml",
            Map.of("DESCRIPTOR_SET", Example.descriptorSet(folder).toString()));
    event = folder.resolve("order.bin");
    Files.write(
        event,
        OrderCreated.newBuilder()
            .setOrderId("o-1")
            .setTotal(Money.newBuilder().setCurrency("EUR").setMinorUnits(123_456))
            .build()
            .toByteArray());
  }

  @Test
  void record_that_matches_exits_0_and_shows_the_decoded_payload() {
    int code = test("--subject", "orders.created.v2");

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("orders.created.> -> delivered")
        .contains("payload read as: Protobuf orders.v2.OrderCreated")
        .contains("\"minorUnits\" : 123456")
        .containsPattern("0 +true +\\{\"subject\":\\[\"orders.created.v2\"]")
        .containsPattern("1 +false +\\{\"subject\": \\[\\{\"prefix\"")
        .contains("the record reaches the function")
        .doesNotContain("\"format\"");
  }

  @Test
  void header_is_part_of_the_record() {
    assertThat(test("-s", "orders.created.v1", "-H", "Priority=urgent")).isZero();
    assertThat(out.toString()).containsPattern("1 +true ");
  }

  @Test
  void json_output_is_what_each_filter_answered() {
    assertThat(test("-s", "orders.created.v2", "--output", "json")).isZero();
    assertThat(out.toString())
        .startsWith("[{\"filter\":0,\"matches\":true,\"pattern\":\"{")
        .contains("{\"filter\":1,\"matches\":false,");
  }

  @Test
  void record_that_does_not_match_exits_1() throws IOException {
    Files.writeString(event, "plain text");

    assertThat(test("-s", "orders.created.v2", "-H", "Content-Type=text/plain")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("0 +false ")
        .containsPattern("1 +false ")
        .contains("the record is filtered out");
  }

  @Test
  void payload_of_another_format_than_the_pattern_says_so() throws IOException {
    Files.write(event, new byte[] {(byte) 0xFF});

    assertThat(test("-s", "orders.created.v2")).isEqualTo(1);
    assertThat(out.toString())
        .contains("nothing readable: it cannot be decoded as orders.v2.OrderCreated")
        .contains("the payload's format is not the one that a pattern on 'data' asks for");
  }

  @Test
  void subject_that_the_server_would_not_deliver_exits_1() {
    assertThat(test("-s", "orders.cancelled.v1", "-H", "Priority=urgent")).isEqualTo(1);
    assertThat(out.toString()).contains("never delivered");
  }

  @Test
  void payload_against_the_schema_exits_1_as_a_dead_letter() throws IOException {
    config =
        Example.in(
            folder,
            "schema-check.yaml",
            Map.of("DESCRIPTOR_SET", Example.descriptorSet(folder).toString()));
    Path invalid = Files.write(folder.resolve("invalid.bin"), new byte[] {(byte) 0xFF});

    assertThat(test("-m", "created", "-s", "orders.created.v2")).isZero();
    assertThat(test("-m", "created", "-s", "orders.created.v2", "-e", invalid.toString()))
        .isEqualTo(1);
    assertThat(out.toString()).contains("the record becomes a dead letter: INVALID_PAYLOAD");
  }

  @Test
  void command_line_that_cannot_be_used_exits_2_and_says_why() {
    assertThat(test()).isEqualTo(2);
    assertThat(test("-s", "a", "-m", "other")).isEqualTo(2);
    assertThat(test("-s", "a", "-H", "Priority")).isEqualTo(2);
    assertThat(test("-s", "a", "-e", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("--subject is missing")
        .contains("there is no such mapping. Name one of large-orders")
        .contains("--header Priority: is not NAME=VALUE")
        .contains("cannot be read: NoSuchFileException");
  }

  @Test
  void pattern_that_is_none_is_refused_by_validate_with_line_and_remedy() throws IOException {
    Files.writeString(
        config,
        Files.readString(config)
            .replace("{\"prefix\"", "{\"prefx\"")
            .replace("subject: [orders.created.v2]", "body: [x]")
            .replace("orders.v2.OrderCreated", "orders.v3.OrderCreated"));

    assertThat(execute("validate", "--config", config.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("cannot be used, 3 problems:")
        .contains("schemas.types.orders.created.v2 = 'orders.v3.OrderCreated': is no message type")
        .contains("mappings[0].filterCriteria.filters[0].pattern = '{\"body\":[\"x\"],")
        .contains("looks at 'body', which records do not have. Use subject, headers, data or $or")
        .contains("is no event pattern: Unrecognized match type prefx");
  }

  @Test
  void descriptor_set_that_cannot_be_used_is_refused() throws IOException {
    Files.writeString(folder.resolve("events.desc"), "nonsense");

    assertThat(execute("validate", "--config", config.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("schemas.descriptorSet", "is no Protobuf descriptor set. Write it with protoc");
  }

  private int test(String... more) {
    List<String> args = new ArrayList<>(List.of("filter", "test", "-c", config.toString()));
    List<String> given = List.of(more);
    if (!given.contains("-m")) {
      args.addAll(List.of("-m", "large-orders"));
    }
    if (!given.contains("-e")) {
      args.addAll(List.of("-e", event.toString()));
    }
    args.addAll(given);
    return execute(args.toArray(String[]::new));
  }

  private int execute(String... args) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }
}
