package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.map;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a template says of a bridge: its containers, its rights and its configuration. */
final class BridgeTemplate {
  private final Map<String, Object> resources;

  BridgeTemplate(Map<String, Object> resources) {
    this.resources = resources;
  }

  /** The properties of the only resource of a type. */
  Map<String, Object> only(String type) {
    List<Map<String, Object>> found =
        resources.values().stream()
            .map(Synthesis::map)
            .filter(resource -> type.equals(resource.get("Type")))
            .toList();
    assertThat(found).as(type).hasSize(1);
    return at(found.getFirst(), "Properties");
  }

  Map<String, Object> container(String name) {
    return list(only("AWS::ECS::TaskDefinition"), "ContainerDefinitions").stream()
        .filter(container -> name.equals(container.get("Name")))
        .findFirst()
        .orElseThrow();
  }

  Map<String, Object> environment(String container) {
    Map<String, Object> environment = new HashMap<>();
    list(container(container), "Environment")
        .forEach(pair -> environment.put(value(pair, "Name").toString(), value(pair, "Value")));
    return environment;
  }

  String yaml() {
    return value(environment(BridgeTask.FILES), BridgeTask.YAML).toString();
  }

  /** The statements of the role that the bridge itself works with. */
  List<Map<String, Object>> statements() {
    return resources.entrySet().stream()
        .filter(entry -> entry.getKey().contains("TaskTaskRoleDefaultPolicy"))
        .flatMap(
            entry ->
                list(at(map(entry.getValue()), "Properties", "PolicyDocument"), "Statement")
                    .stream())
        .toList();
  }

  /** The statements of any policy in a resource. */
  static Stream<Map<String, Object>> statementsIn(Object value) {
    if (value instanceof Map<?, ?> object) {
      Stream<Map<String, Object>> own =
          object.get("Statement") instanceof List<?> statements
              ? statements.stream().map(Synthesis::map)
              : Stream.of();
      return Stream.concat(own, object.values().stream().flatMap(BridgeTemplate::statementsIn));
    }
    return value instanceof List<?> several
        ? several.stream().flatMap(BridgeTemplate::statementsIn)
        : Stream.of();
  }

  /**
   * Lets the packaged bridge itself check the configuration; answers what it says if it is wrong.
   */
  String validate(Path directory) throws IOException, InterruptedException {
    Path tls = directory.resolve("tls");
    Path file =
        Files.writeString(
            directory.resolve("bridge.yaml"),
            yaml().replace("/etc/trigger-bridge/nats-ca.pem", tls.resolve("ca.crt").toString()));
    if (yaml().contains("caFile")) {
      assertThat(Synthesis.runs("./nats-certificates", tls.toString())).isTrue();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "../trigger-bridge/target/trigger-bridge.jar",
                "validate",
                "--config",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("validate.log").toFile());
    environment(BridgeTask.BRIDGE)
        .forEach((name, given) -> builder.environment().put(name, deployed(name, given)));
    // What the container of the files writes; validate only looks whether it is there.
    builder
        .environment()
        .put(
            "NATS_CREDENTIALS",
            Files.writeString(directory.resolve("nats.creds"), "not a secret").toString());
    builder.environment().put("NATS_USERNAME", "bridge");
    builder.environment().put("NATS_PASSWORD", "not a secret");
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return "validate did not end";
    }
    return process.exitValue() == 0 ? "" : Files.readString(directory.resolve("validate.log"));
  }

  // What CloudFormation would put there.
  private static String deployed(String name, Object given) {
    if (name.startsWith("FUNCTION_")) {
      return "arn:aws:lambda:eu-central-1:111122223333:function:f:live";
    }
    if (given instanceof String text) {
      return text;
    }
    if (name.equals("STREAM_REPLICAS")) {
      return "3";
    }
    if (name.startsWith("ONFAILURE_TO_QUEUE")) {
      return "https://sqs.eu-central-1.amazonaws.com/111122223333/dead";
    }
    if (name.startsWith("ONFAILURE_TO_TOPIC")) {
      return "arn:aws:sns:eu-central-1:111122223333:dead";
    }
    if (name.startsWith("ONFAILURE_TO_BUCKET") || name.startsWith("CLAIMCHECK")) {
      return "s3://some-bucket/prefix";
    }
    return Objects.equals(name, "NATS_SERVERS") ? "tls://nats.example:4222" : "eu-central-1";
  }

  static List<Map<String, Object>> list(Map<String, Object> object, String key) {
    return ((List<?>) value(object, key)).stream().map(Synthesis::map).toList();
  }
}
