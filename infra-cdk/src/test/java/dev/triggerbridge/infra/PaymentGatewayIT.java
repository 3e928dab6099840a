package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** Where the functions that pay and compare get the gateway's address and key from. */
class PaymentGatewayIT {
  private static final String VERSION_ID = "0f8b1c2d-90ab-cdef-fedc-ba9876543210";
  private static final Pattern OTHER_THAN_REFERENCE =
      Pattern.compile("PAYMENT_GATEWAY_API_KEY\\W+(?!resolve:secretsmanager:)\\w");

  @BeforeAll
  static void need_node() {
    Synthesis.assumeNode();
  }

  @Test
  void address_and_reference_to_the_secret_are_in_the_two_functions_that_need_them() {
    assertThat(variables(Synthesis.PROD, Names.FUNCTIONS_STACK, PaymentGateway.KEY_VARIABLE))
        .containsExactly("{{resolve:secretsmanager:payment-gateway:SecretString:apiKey::}}");
    assertThat(variables(Synthesis.PROD, ReconciliationStack.NAME, PaymentGateway.KEY_VARIABLE))
        .containsExactly("{{resolve:secretsmanager:payment-gateway:SecretString:apiKey::}}");
    for (String stack : List.of(Names.FUNCTIONS_STACK, ReconciliationStack.NAME)) {
      assertThat(variables(Synthesis.PROD, stack, PaymentGateway.URL_VARIABLE))
          .containsExactly("https://api.stripe.com");
      assertThat(Synthesis.PROD.sectionOf(stack, "Parameters").toString())
          .doesNotContain("PaymentGatewayUrl");
    }
  }

  @Test
  void nothing_that_is_written_has_more_of_the_key_than_the_reference() throws IOException {
    List<String> naming = new ArrayList<>();
    try (Stream<Path> written = Files.walk(Synthesis.PROD.directory())) {
      for (Path file : written.filter(each -> each.toString().endsWith(".json")).toList()) {
        String text = Files.readString(file);
        if (text.contains(PaymentGateway.KEY_VARIABLE)) {
          naming.add(file.getFileName().toString());
          assertThat(OTHER_THAN_REFERENCE.matcher(text).find()).as(file.toString()).isFalse();
        }
      }
    }
    assertThat(naming)
        .contains(
            Names.FUNCTIONS_STACK + ".template.json", ReconciliationStack.NAME + ".template.json");
  }

  @Test
  void dev_without_a_gateway_asks_for_its_address_at_the_deployment_and_has_no_key() {
    assertThat(variables(Synthesis.DEV, Names.FUNCTIONS_STACK, PaymentGateway.URL_VARIABLE))
        .containsExactly(Map.of("Ref", "PaymentPaymentGatewayUrl"));
    assertThat(variables(Synthesis.DEV, Names.FUNCTIONS_STACK, PaymentGateway.KEY_VARIABLE))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "payment-gateway, , {{resolve:secretsmanager:payment-gateway:SecretString:::}}",
    "a/b:key, , {{resolve:secretsmanager:a/b:SecretString:key::}}",
    "a/b:key, "
        + VERSION_ID
        + ", {{resolve:secretsmanager:a/b:SecretString:key::"
        + VERSION_ID
        + "}}",
    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:a/b-AbCdEf:key, ,"
        + " {{resolve:secretsmanager:arn:aws:secretsmanager:eu-central-1:123456789012:secret:a/b-AbCdEf:SecretString:key::}}",
  })
  void secret_is_referred_to_by_name_or_arn_field_and_version(
      String secret, @Nullable String version, String reference) {
    Stack stack = stack("dev", "https://gateway.example", secret, version);

    assertThat(stack.resolve(PaymentGateway.variables(stack, payment())))
        .isEqualTo(
            Map.of(
                PaymentGateway.URL_VARIABLE,
                "https://gateway.example",
                PaymentGateway.KEY_VARIABLE,
                reference));
  }

  @Test
  void key_of_another_version_makes_another_version_of_the_function() {
    assertThat(version("a/b:key", null))
        .isEqualTo(version("a/b:key", null))
        .isNotEqualTo(version("a/b:key", VERSION_ID));
  }

  @Test
  void gateway_that_wants_no_key_is_said_to_and_has_none() {
    Stack stack = stack("prod", "http://gateway.example:8080/pay", "none", null);

    assertThat(PaymentGateway.variables(stack, payment()))
        .isEqualTo(Map.of(PaymentGateway.URL_VARIABLE, "http://gateway.example:8080/pay"));
  }

  @Test
  void function_that_asks_for_no_address_gets_neither() {
    Stack stack = stack("prod", null, null, null);

    assertThat(PaymentGateway.variables(stack, descriptor("order"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prod | | | | context paymentGatewayKeySecret is missing: without a key every payment fails."
            + " Pass -c paymentGatewayKeySecret=payment-gateway:apiKey, or =none for a gateway that wants none.",
        "dev | https://a.example | | | context paymentGatewayKeySecret is missing: without a key every payment fails."
            + " Pass -c paymentGatewayKeySecret=payment-gateway:apiKey, or =none for a gateway that wants none.",
        "dev | a.example | none | | context paymentGatewayUrl = 'a.example': is no address of http or https without user,"
            + " query and fragment. Pass -c paymentGatewayUrl=https://api.stripe.com.",
        "dev | http://a.example | a:b | | context paymentGatewayUrl = 'http://a.example': the key would travel unencrypted."
            + " Pass -c paymentGatewayUrl=https://api.stripe.com.",
        "dev | https://a.example | a b | | context paymentGatewayKeySecret = 'a b': is not the name or ARN of a secret,"
            + " with or without :JSON_FIELD. Pass -c paymentGatewayKeySecret=payment-gateway:apiKey.",
        "dev | https://a.example | a:b:c | | context paymentGatewayKeySecret = 'a:b:c': is not the name or ARN of a secret,"
            + " with or without :JSON_FIELD. Pass -c paymentGatewayKeySecret=payment-gateway:apiKey.",
        "dev | https://a.example | none | "
            + VERSION_ID
            + " | context paymentGatewayKeySecret = 'none':"
            + " paymentGatewayKeyVersion is of no secret. Pass -c paymentGatewayKeySecret=payment-gateway:apiKey.",
        "dev | https://a.example | a:b | 2 | context paymentGatewayKeyVersion = '2': is no VersionId as 'aws secretsmanager"
            + " put-secret-value' prints it. Pass -c paymentGatewayKeyVersion=EXAMPLE1-90ab-cdef-fedc-ba987SECRET1.",
      })
  void wrong_context_is_refused_with_field_value_and_remedy(
      String environment,
      @Nullable String url,
      @Nullable String secret,
      @Nullable String version,
      String message) {
    Stack stack = stack(environment, url, secret, version);

    assertThatThrownBy(() -> PaymentGateway.variables(stack, payment())).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, sk_live_51NqPrivate",
    "https://a.example, '{\"apiKey\": \"rk_test_51NqPrivate\"}'",
    "https://me:51NqPrivate@a.example, none",
    "https://a.example/?key=51NqPrivate, none",
  })
  void key_given_instead_of_its_secret_is_refused_and_not_shown(String url, String secret) {
    Stack stack = stack("dev", url, secret, null);

    assertThatThrownBy(() -> PaymentGateway.variables(stack, payment()))
        .hasMessageContaining("(not shown): ")
        .hasMessageNotContaining("51NqPrivate");
  }

  /** The values of a variable in a stack's functions. */
  private static List<Object> variables(Synthesis environment, String stack, String variable) {
    return environment.resourcesOf(stack, "AWS::Lambda::Function").values().stream()
        .map(function -> at(function, "Properties", "Environment", "Variables"))
        .filter(variables -> variables.containsKey(variable))
        .map(variables -> value(variables, variable))
        .toList();
  }

  /** The logical id of the version that is published with this secret. */
  private static String version(String secret, @Nullable String versionId) {
    App app = app("dev", "https://gateway.example", secret, versionId);
    List<FunctionDescriptor> payment = List.of(payment());
    Stack stack = new FunctionsStack(app, payment, new DataStack(app, payment));
    return Template.fromStack(stack)
        .findResources("AWS::Lambda::Version")
        .keySet()
        .iterator()
        .next();
  }

  private static Stack stack(
      String environment,
      @Nullable String url,
      @Nullable String secret,
      @Nullable String versionId) {
    return new Stack(app(environment, url, secret, versionId), "Any");
  }

  private static App app(
      String environment,
      @Nullable String url,
      @Nullable String secret,
      @Nullable String versionId) {
    Map<String, String> context = new HashMap<>(Map.of(Environment.CONTEXT, environment));
    put(context, PaymentGateway.URL, url);
    put(context, PaymentGateway.KEY_SECRET, secret);
    put(context, PaymentGateway.KEY_VERSION, versionId);
    return new App(AppProps.builder().analyticsReporting(false).context(context).build());
  }

  private static void put(Map<String, String> context, String key, @Nullable String value) {
    if (value != null) {
      context.put(key, value);
    }
  }

  private static FunctionDescriptor payment() {
    return descriptor("payment");
  }

  private static FunctionDescriptor descriptor(String name) {
    return Synthesis.descriptors().stream()
        .filter(descriptor -> descriptor.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
