package dev.triggerbridge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettleAndPaymentTest {
  private static final int HOLDS = 0;
  private static final int VIOLATED = 1;
  private static final int NOT_TO_BE_HAD = 77;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "NoLostOrder,",
    "AtMostOneCharge,",
    "OneIdentity,",
    // Why max_deliver is -1: it is the server's limit that loses the order, not the nak.
    "NoLostOrder, -DNAK_FOR_DEAD_LETTER -DUNLIMITED_DELIVERIES",
  })
  void design_under_any_crash_holds(String claim, String switches)
      throws IOException, InterruptedException {
    assertThat(check(claim, switches)).isEqualTo(HOLDS);
  }

  @ParameterizedTest
  @CsvSource({
    "NoLostOrder, -DACK_BEFORE_PUBLISH",
    "NoLostOrder, -DMARKER_OUTSIDE_TRANSACTION",
    "NoLostOrder, -DNAK_FOR_DEAD_LETTER",
    "NoLostOrder, -DNO_FENCE",
    "AtMostOneCharge, -DNO_FENCE",
    "AtMostOneCharge, -DUNCONDITIONAL_ID",
    "AtMostOneCharge, -DCONFIRM_GIVEN",
    "AtMostOneCharge, -DMONEY_BEFORE_IDENTITY",
    "AtMostOneCharge, -DFRESH_KEY -DKEYS_FOR_EVER",
  })
  void seeded_mistake_under_any_crash_is_found(String claim, String switches)
      throws IOException, InterruptedException {
    assertThat(check(claim, switches)).isEqualTo(VIOLATED);
  }

  /**
   * What is wrong with them shows only to a gateway that forgets: why the charge has an identity.
   */
  @ParameterizedTest
  @ValueSource(strings = {"NO_FENCE", "UNCONDITIONAL_ID", "CONFIRM_GIVEN", "MONEY_BEFORE_IDENTITY"})
  void mistake_about_the_identity_is_covered_while_keys_are_kept(String mistake)
      throws IOException, InterruptedException {
    assertThat(check("AtMostOneCharge", "-D" + mistake + " -DKEYS_FOR_EVER")).isEqualTo(HOLDS);
  }

  private int check(String claim, String switches) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>(List.of("./check", claim));
    if (switches != null) {
      command.addAll(List.of(switches.split(" ")));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("the check did not end: " + Files.readString(output));
    }
    String printed = Files.readString(output);
    System.out.println(command + " " + printed.lines().reduce("", (first, last) -> last));
    assumeFalse(process.exitValue() == NOT_TO_BE_HAD, printed);
    return process.exitValue();
  }
}
