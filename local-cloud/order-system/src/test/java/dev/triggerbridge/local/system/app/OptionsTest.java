package dev.triggerbridge.local.system.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;

class OptionsTest {
  @Test
  void no_arguments_place_a_thousand_orders() throws Exception {
    Options options = Options.parse();
    assertThat(options.orders()).isEqualTo(1_000);
    assertThat(options.rate()).isNull();
    assertThat(options.faults()).isTrue();
    assertThat(options.serve()).isFalse();
  }

  @Test
  void serve_alone_places_nothing() throws Exception {
    assertThat(Options.parse("--serve").orders()).isZero();
    assertThat(Options.parse("--serve", "--orders", "5").orders()).isEqualTo(5);
  }

  @Test
  void seed_is_kept_as_given() throws Exception {
    Options options = Options.parse("--seed", "7");
    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.seed()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "--ordres=5, --ordres",
    "--orders=0, --orders 0",
    "--orders=many, many",
    "--rate=-1, --rate -1",
    "--seed=x, --seed",
    "--timeout=0, --timeout 0",
    "extra, extra",
  })
  void bad_argument_is_refused_by_name(String argument, String named) {
    assertThatThrownBy(() -> Options.parse(argument))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(named);
  }

  @Test
  void misspelled_option_is_answered_with_the_right_one() {
    assertThatThrownBy(() -> Options.parse("--order", "5")).hasMessageContaining("--orders");
  }

  @Test
  void help_explains_every_option() throws Exception {
    try (InputStream help = Options.class.getResourceAsStream("/help.txt")) {
      assertThat(help).isNotNull();
      String text = new String(help.readAllBytes(), UTF_8);
      for (var option : CommandSpec.forAnnotatedObject(Options.parse()).options()) {
        assertThat(text).contains("  " + option.longestName());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4566, gateway:8080/x y, --gateway",
    "http://127.0.0.1:4566, nowhere, --gateway nowhere",
    "https://lambda.eu-central-1.amazonaws.com, http://gateway:8080, infra-cdk",
  })
  void deploying_to_an_account_or_without_an_address_of_the_gateway_is_refused(
      String endpoint, String gateway, String named) {
    assertThatThrownBy(() -> Deploy.parse("--aws-endpoint", endpoint, "--gateway", gateway))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(named);
  }

  @Test
  void deploying_needs_both_addresses() {
    assertThatThrownBy(() -> Deploy.parse("--aws-endpoint", "http://127.0.0.1:4566"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--gateway");
  }

  @Test
  void deploying_to_where_nothing_listens_names_the_address() throws Exception {
    Deploy deploy =
        Deploy.parse("--aws-endpoint", "http://127.0.0.1:1", "--gateway", "http://gateway:8080");

    assertThatThrownBy(() -> deploy.execute(ComposeFile.HOME, System.out))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--aws-endpoint http://127.0.0.1:1");
  }
}
