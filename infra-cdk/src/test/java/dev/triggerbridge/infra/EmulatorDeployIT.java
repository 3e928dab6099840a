package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.map;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cdk bootstrap} and {@code cdk deploy --all}, the real commands, against an emulator: the
 * graph of resources is created in its order, with its references, from the published artifacts.
 * What the emulator does not have (settings of resources above all) is asserted in the templates by
 * the other tests.
 */
class EmulatorDeployIT {
  @TempDir static Path work;
  private static Emulator emulator;
  private static Map<String, Object> inventory = Map.of();

  @BeforeAll
  static void deployed() throws Exception {
    Synthesis.assumeNode();
    assumeTrue(Synthesis.runs("npm", "--version"), "skipped: install npm, which comes with Node");
    try {
      emulator = Emulator.start(work, templates());
    } catch (IOException e) {
      abort("skipped: moto cannot be had here: " + e.getMessage());
    }
    if (!Files.exists(Path.of("node_modules/.bin/cdk"))) {
      run(Path.of(""), List.of("npm", "ci", "--no-audit", "--no-fund"));
    }
    cdk("bootstrap", "aws://123456789012/eu-central-1");
    cdk(
        "deploy", "--all",
        "--app", Synthesis.DEV.directory().toAbsolutePath().toString(),
        // A change set of moto loses the exports of its stack.
        "--method", "direct",
        "--require-approval", "never",
        "--parameters", "TriggerBridgeFunctions:PaymentPaymentGatewayUrl=https://gateway.example",
        "--parameters",
            "TriggerBridgeReconciliation:ReconciliationPaymentGatewayUrl=https://gateway.example",
        "--parameters", "TriggerBridgeNats:NatsServers=tls://nats.example:4222",
        "--parameters",
            "TriggerBridgeNats:NatsCredentialsSecretArn=arn:aws:secretsmanager:eu-central-1:123456789012:secret:nats-AbCdEf",
        "--parameters", "TriggerBridgeBridge:BridgeImage=registry.example/trigger-bridge:1");
    inventory = emulator.inventory();
  }

  @AfterAll
  static void end() {
    if (emulator != null) {
      emulator.close();
    }
  }

  @Test
  void every_stack_is_there() {
    assertThat(at(inventory, "stacks"))
        .containsOnlyKeys(
            Stream.concat(Stream.of("CDKToolkit"), Synthesis.DEV.templates().keySet().stream())
                .toList())
        .allSatisfy((name, status) -> assertThat(status).as(name).isEqualTo("CREATE_COMPLETE"));
  }

  @Test
  void tables_have_the_keys_that_the_functions_expect() {
    List<FunctionDescriptor> owners =
        Synthesis.descriptors().stream().filter(function -> function.table() != null).toList();

    assertThat(at(inventory, "tables")).hasSameSizeAs(owners);
    for (FunctionDescriptor owner : owners) {
      String table = variable(owner, FunctionDescriptor.TABLE_NAME);
      assertThat(at(inventory, "tables", table))
          .containsEntry("billing", "PAY_PER_REQUEST")
          .containsEntry("keys", List.of(Objects.requireNonNull(owner.table()).partitionKey()));
    }
  }

  @Test
  void functions_have_their_code_and_an_alias_live_to_a_published_version() {
    // Besides these, the one that compares payments on a schedule.
    assertThat(at(inventory, "functions")).hasSize(Synthesis.descriptors().size() + 1);
    for (FunctionDescriptor descriptor : Synthesis.descriptors()) {
      assertThat(function(descriptor))
          .containsEntry("runtime", "java25")
          .containsEntry("timeout", descriptor.timeoutSeconds())
          .containsEntry("live", List.of("1"))
          .containsEntry("size", Math.toIntExact(descriptor.artifact().toFile().length()));
    }
  }

  @Test
  void audit_function_is_told_a_bucket_that_is_there() {
    FunctionDescriptor audit =
        Synthesis.descriptors().stream()
            .filter(descriptor -> descriptor.bucket() != null)
            .findFirst()
            .orElseThrow();

    assertThat((List<?>) value(inventory, "buckets"))
        .extracting(Object::toString)
        .contains(variable(audit, FunctionDescriptor.BUCKET_NAME));
  }

  @Test
  void role_of_each_function_reaches_its_own_data_and_nobody_elses() {
    for (FunctionDescriptor descriptor : Synthesis.descriptors()) {
      String own =
          variable(
              descriptor,
              descriptor.table() == null
                  ? FunctionDescriptor.BUCKET_NAME
                  : FunctionDescriptor.TABLE_NAME);
      String statements = value(at(inventory, "roles"), role(descriptor)).toString();

      assertThat(statements).as(descriptor.name()).contains(own);
      assertThat(at(inventory, "tables").keySet())
          .filteredOn(table -> !table.equals(own))
          .allSatisfy(table -> assertThat(statements).doesNotContain(table));
    }
  }

  @Test
  void bridge_runs_as_a_service_that_may_invoke_the_aliases_live() {
    assertThat((List<?>) value(inventory, "services")).hasSize(1);
    assertThat(at(inventory, "roles"))
        .anySatisfy(
            (name, statements) ->
                assertThat(statements.toString())
                    .contains("lambda:InvokeFunction")
                    .contains(":live"));
  }

  @Test
  void private_subnets_are_in_two_zones() {
    assertThat((List<?>) value(inventory, "privateSubnets")).hasSize(2).doesNotHaveDuplicates();
  }

  private static List<Path> templates() throws IOException {
    Synthesis.DEV.templates();
    try (Stream<Path> files = Files.list(Synthesis.DEV.directory())) {
      return files.filter(file -> file.toString().endsWith(".template.json")).toList();
    }
  }

  private static Map<String, Object> function(FunctionDescriptor descriptor) {
    return at(inventory, "functions").values().stream()
        .map(Synthesis::map)
        .filter(function -> descriptor.handler().equals(function.get("handler")))
        .findFirst()
        .orElseThrow();
  }

  private static String variable(FunctionDescriptor descriptor, String name) {
    return value(map(value(function(descriptor), "environment")), name).toString();
  }

  private static String role(FunctionDescriptor descriptor) {
    return value(function(descriptor), "role").toString();
  }

  private static void cdk(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of("node_modules/.bin/cdk").toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    // In a folder without a cdk.json, so that the app is not synthesised again.
    run(work, command);
  }

  private static void run(Path folder, List<String> command) throws Exception {
    Path log = work.resolve("command.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("AWS_ENDPOINT_URL", emulator.endpoint());
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("CDK_DISABLE_CLI_TELEMETRY", "true");
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(ended && process.exitValue() == 0)
        .as("%s%n%s%n%s", command, Files.readString(log), Files.readString(emulator.log()))
        .isTrue();
  }
}
