package dev.triggerbridge.local.chaos.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.chaos.stack.Planted;
import dev.triggerbridge.local.system.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilentLogsTest {
  @TempDir private Path state;

  @BeforeEach
  void printSomething() throws IOException {
    Files.createDirectories(state.resolve("logs/functions/order"));
    Files.writeString(state.resolve("logs/bridge.log"), "{\"message\":\"ready\"}\n");
    Files.writeString(state.resolve("logs/functions/order/001.log"), "START\n");
  }

  @Test
  void logs_that_show_nothing_planted_are_silent() throws IOException {
    Verdict verdict = SilentLogs.judge(state);
    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.detail()).endsWith(" planted texts in 2 lines of bridge and functions");
  }

  @Test
  void each_planted_text_is_found_and_not_repeated() throws IOException {
    for (String text : Planted.texts().values()) {
      Files.writeString(state.resolve("logs/functions/order/001.log"), "START\na " + text + " b\n");
      Verdict verdict = SilentLogs.judge(state);
      assertThat(verdict.holds()).as(text).isFalse();
      assertThat(verdict.detail()).contains("logs/functions/order/001.log:2 shows ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "12", "123"})
  void payload_is_found_in_base64_wherever_it_begins(String before) throws IOException {
    byte[] payload = (before + "customer-471 and more").getBytes(UTF_8);
    Files.writeString(
        state.resolve("logs/bridge.log"),
        "{\"data\":\"" + Base64.getEncoder().encodeToString(payload) + "\"}\n");
    assertThat(SilentLogs.judge(state).detail())
        .startsWith("logs/bridge.log:1 shows 'customer-' of a payload in base64");
  }

  @Test
  void empty_logs_prove_nothing() throws IOException {
    Files.writeString(state.resolve("logs/bridge.log"), "");
    assertThat(SilentLogs.judge(state).detail())
        .isEqualTo("bridge.log has printed nothing that could be judged");
  }
}
