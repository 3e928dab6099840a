package dev.triggerbridge.functions.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionDescriptorTest {
  private static final String COMPLETE =
      """
      {"name": "payment",
       "handler": "dev.triggerbridge.functions.payment.PaymentHandler::handleRequest",
       "artifact": "target/payment-function.zip",
       "memoryMb": 1024, "timeoutSeconds": 30, "reservedConcurrency": 50,
       "table": {"name": "payments", "partitionKey": "pk", "ttlAttribute": "expiresAt"},
       "bucket": null,
       "deploymentVariables": ["GATEWAY_URL"],
       "environment": {"DEFAULT_CURRENCY": "EUR"}}
      """;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void place_the_file() {
    file = directory.resolve(FunctionDescriptor.FILE_NAME);
  }

  @Test
  void descriptor_has_every_field_of_the_file() throws IOException {
    assertThat(read(COMPLETE))
        .isEqualTo(
            new FunctionDescriptor(
                "payment",
                "dev.triggerbridge.functions.payment.PaymentHandler::handleRequest",
                directory.toAbsolutePath().resolve("target/payment-function.zip"),
                1024,
                30,
                50,
                new TableDefinition("payments", "pk", null, "expiresAt"),
                null,
                Map.of("DEFAULT_CURRENCY", "EUR"),
                List.of("GATEWAY_URL")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"payment\"|\"Payment\"|name is 'Payment': give lower case letters",
        "\"payment\"|7|name is 7: give lower case letters",
        "PaymentHandler::handleRequest|PaymentHandler|handler is 'dev.triggerbridge.functions"
            + ".payment.PaymentHandler': give package.Class::method",
        "target/payment-function.zip|target/payment.jar|artifact is 'target/payment.jar': give the"
            + " path of a .zip",
        "1024|64|memoryMb is 64: give a whole number of megabytes from 128 to 10240",
        "1024|99999999999999999999|memoryMb is 99999999999999999999: give a whole number",
        "\"timeoutSeconds\": 30|\"timeoutSeconds\": \"30s\"|timeoutSeconds is '30s': give a whole"
            + " number of seconds from 1 to 900",
        "\"timeoutSeconds\": 30|\"timeoutSeconds\": 1.5|timeoutSeconds is 1.5: give a whole number",
        "\"timeoutSeconds\": 30,||timeoutSeconds is missing: give a whole number of seconds",
        "\"timeoutSeconds\"|\"timeout\"|timeout is not known: remove it, or use one of [artifact,",
        "50|0|reservedConcurrency is 0: give a whole number",
        "\"partitionKey\": \"pk\",||table.partitionKey is missing",
        "ttlAttribute|ttl|table.ttl is not known: remove it, or use one of [name, partitionKey,",
        "\"bucket\": null|\"bucket\": \"audit\"|bucket is 'audit': give an object, or leave it out",
        "\"bucket\": null|\"bucket\": {\"name\":\"A\"}|bucket.name is 'A': give 3 to 30 lower case",
        "DEFAULT_CURRENCY|TABLE_NAME|environment.TABLE_NAME is set by the deployment: remove it",
        "DEFAULT_CURRENCY|AWS_REGION|environment.AWS_REGION is reserved",
        "DEFAULT_CURRENCY|default-currency|environment.default-currency is no name of a variable",
        "\"EUR\"|5|environment.DEFAULT_CURRENCY is 5: give a string",
        "\"memoryMb\": 1024|\"name\": \"again\"|is not JSON: Duplicate Object property",
        "GATEWAY_URL|DEFAULT_CURRENCY|deploymentVariables has DEFAULT_CURRENCY as environment has",
        "\"GATEWAY_URL\"|7|deploymentVariables is [7]: give a list of different names",
        "}}|}|is not JSON",
        "}}|}} {}|has something after its first value",
      })
  void wrong_field_is_refused_with_file_field_value_and_remedy(
      String original, String replacement, String expected) throws IOException {
    String changed = COMPLETE.replace(original, replacement == null ? "" : replacement);
    assertThat(changed).isNotEqualTo(COMPLETE);

    assertThat(problems(changed))
        .anySatisfy(problem -> assertThat(problem).startsWith(file.toString()).contains(expected));
  }

  @Test
  void two_wrong_fields_are_reported_together() throws IOException {
    assertThat(problems(COMPLETE.replace("1024", "1").replace("30", "901")))
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem).contains("memoryMb is 1:"))
        .anySatisfy(problem -> assertThat(problem).contains("timeoutSeconds is 901:"));
  }

  @Test
  void missing_file_is_refused_with_its_path() {
    assertThat(
            catchThrowableOfType(
                    InvalidDescriptorException.class, () -> FunctionDescriptor.read(file))
                .problems())
        .singleElement()
        .asString()
        .contains(file.toString(), "cannot be read (NoSuchFileException)");
  }

  @Test
  void an_array_is_refused_as_no_object() throws IOException {
    assertThat(problems("[1, [2], {}]")).singleElement().asString().contains("not a JSON object");
  }

  private FunctionDescriptor read(String json) throws IOException {
    Files.writeString(file, json);
    return FunctionDescriptor.read(file);
  }

  private List<String> problems(String json) throws IOException {
    Files.writeString(file, json);
    return catchThrowableOfType(
            InvalidDescriptorException.class, () -> FunctionDescriptor.read(file))
        .problems();
  }
}
