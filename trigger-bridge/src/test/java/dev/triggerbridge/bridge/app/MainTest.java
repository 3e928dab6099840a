package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void validate_with_the_example_lists_its_mappings() {
    int code = execute("validate", "--config", "examples/order-system.yaml");

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("is valid: 9 mappings, 4 streams")
        .containsPattern("order-payments +PAYMENTS +order +true");
  }

  @Test
  void validate_with_a_mistake_exits_2_and_names_it(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bridge.yaml");
    Files.writeString(file, "nats: {servers: h}\nmappings:\n  - {name: a, stream: S, ackWait: 30}");

    int code = execute("validate", "--config", file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith(file + " cannot be used, 2 problems:")
        .contains("line 3: mappings[0].ackWait = '30': has no unit. Write 30s")
        .contains("mappings[0].functionName: is missing")
        .doesNotContain("Exception");
  }

  @Test
  void command_line_without_a_configuration_exits_2_with_the_usage() {
    assertThat(execute("validate")).isEqualTo(2);
    assertThat(err.toString()).contains("--config=FILE");
  }

  @Test
  void command_that_does_not_exist_exits_2() {
    assertThat(execute("rum")).isEqualTo(2);
  }

  @Test
  void version_names_java_too() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).contains("trigger-bridge").contains("Java 25");
  }

  @Test
  void every_command_is_documented_with_examples_and_exit_codes() {
    for (CommandLine command : Main.commandLine().getSubcommands().values()) {
      if (command.getCommand() instanceof CommandLine.HelpCommand
          || command.getCommand() instanceof AutoComplete.GenerateCompletion) {
        continue;
      }
      String help = command.getUsageMessage();
      assertThat(help).contains("Examples:").contains("trigger-bridge " + command.getCommandName());
    }
  }

  @Test
  void completion_script_knows_every_command() {
    assertThat(execute("generate-completion")).isZero();

    assertThat(out.toString()).contains("run", "validate", "dlq", "--config");
  }

  @Test
  void output_as_json_is_one_document() {
    assertThat(execute("validate", "-c", "examples/order-system.yaml", "-o", "json")).isZero();

    assertThat(out.toString())
        .startsWith("[{")
        .contains("{\"mapping\":\"order-payments\",\"stream\":\"PAYMENTS\"");
  }

  @Test
  void output_format_that_does_not_exist_exits_2_and_names_the_others() {
    assertThat(execute("validate", "-c", "examples/order-system.yaml", "-o", "xml")).isEqualTo(2);

    assertThat(err.toString()).contains("TABLE, JSON").doesNotContain("Exception");
  }

  private int execute(String... args) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }
}
