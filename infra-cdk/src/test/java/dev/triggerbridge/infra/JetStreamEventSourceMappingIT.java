package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.Synthesis.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** The construct alone, as somebody uses it whose function and stack are not ours. */
class JetStreamEventSourceMappingIT {
  private static final String ARN =
      "arn:aws:lambda:eu-central-1:111122223333:function:thumbnails:live";

  @TempDir Path directory;
  private Stack stack;
  private TriggerBridge bridge;
  private IFunction function;

  @BeforeAll
  static void need_node() {
    Synthesis.assumeNode();
  }

  @BeforeEach
  void a_bridge_without_mappings() throws Exception {
    App app =
        new App(
            AppProps.builder()
                .analyticsReporting(false)
                .outdir(directory.resolve("cdk.out").toString())
                .build());
    stack = new Stack(app, "Somebodys");
    bridge =
        new TriggerBridge(
            stack,
            "Bridge",
            Vpc.Builder.create(stack, "Vpc").maxAzs(2).build(),
            new NatsServer("tls://nats.example:4222", Secret.Builder.create(stack, "Nats").build()),
            "registry.example/trigger-bridge:1",
            Files.writeString(
                directory.resolve("base.yaml"), "nats: {servers: '${NATS_SERVERS}'}\n"));
    function = Function.fromFunctionArn(stack, "Thumbnails", ARN);
  }

  @Test
  void mapping_becomes_configuration_that_the_packaged_bridge_accepts() throws Exception {
    JetStreamEventSourceMapping.create(stack, "images", bridge, function, "IMAGES")
        .enabled(true)
        .batchSize(100)
        .maximumBatchingWindow(Duration.millis(500))
        .maximumConcurrency(20)
        .maximumRetryAttempts(-1)
        .maximumRecordAge(Duration.hours(1))
        .filterSubjects(List.of("images.uploaded"))
        .filterCriteria(List.of("{\"data\":{\"size\":[{\"numeric\":[\">\",0]}]}}"))
        .onFailureSubject("images.dead")
        .outputSubjects(List.of("thumbnails.made"))
        .responseFormat("results")
        .startingPosition("LATEST")
        .build();

    BridgeTemplate template = template();

    assertThat(template.yaml())
        .contains("name: images", "functionName: '${FUNCTION_MAPPING_IMAGES}'", "batchSize: 100")
        .contains("maximumBatchingWindow: 500ms", "maximumRecordAge: 3600000ms");
    assertThat(template.environment(BridgeTask.BRIDGE))
        .containsEntry("FUNCTION_MAPPING_IMAGES", ARN);
    assertThat(template.validate(directory)).isEmpty();
  }

  @Test
  void bridge_is_granted_this_function_and_nothing_else() {
    JetStreamEventSourceMapping.create(stack, "images", bridge, function, "IMAGES").build();

    assertThat(template().statements())
        .containsExactly(
            Map.of(
                "Action",
                List.of("lambda:InvokeFunction", "lambda:GetFunctionConfiguration"),
                "Effect",
                "Allow",
                "Resource",
                ARN));
  }

  @Test
  void bridge_without_a_mapping_is_refused() {
    assertThatThrownBy(this::template).hasMessageContaining("the bridge has no mapping");
  }

  @Test
  void value_out_of_range_is_refused_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                JetStreamEventSourceMapping.create(stack, "images", bridge, function, "IMAGES")
                    .batchSize(10_001))
        .withMessageContaining("batchSize = 10001: is not within 1 to 10000");
  }

  @Test
  void second_mapping_of_the_same_name_is_refused() {
    JetStreamEventSourceMapping.create(stack, "images", bridge, function, "IMAGES").build();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                JetStreamEventSourceMapping.create(stack, "again", bridge, function, "IMAGES")
                    .name("images")
                    .build())
        .withMessageContaining("name 'images'");
  }

  private BridgeTemplate template() {
    return new BridgeTemplate(at(Template.fromStack(stack).toJSON(), "Resources"));
  }
}
