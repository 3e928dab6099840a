package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;

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
  void destinations_are_granted_exactly_what_a_dead_letter_needs() throws Exception {
    Key key = Key.Builder.create(stack, "Key").build();
    Queue queue = Queue.Builder.create(stack, "Dead").encryptionMasterKey(key).build();
    Topic topic = Topic.Builder.create(stack, "DeadToo").build();
    Bucket bucket = Bucket.Builder.create(stack, "DeadAlso").build();
    mapping("to-queue").onFailureQueue(queue).claimCheckBucket(bucket, "large").build();
    mapping("to-topic").onFailureTopic(topic, null).build();
    mapping("to-bucket").onFailureBucket(bucket, "dead").build();

    BridgeTemplate template = template();

    assertThat(template.statements())
        .filteredOn(statement -> !value(statement, "Action").toString().contains("lambda"))
        .extracting(
            statement -> statement.get("Action"), statement -> resource(statement.get("Resource")))
        .containsExactlyInAnyOrder(
            tuple("sqs:SendMessage", "Dead"),
            tuple(List.of("kms:GenerateDataKey", "kms:Decrypt"), "Key"),
            tuple(List.of("s3:PutObject", "s3:GetObject"), "DeadAlso /large/*"),
            tuple("sns:Publish", "DeadToo"),
            tuple(List.of("s3:PutObject", "s3:GetObject"), "DeadAlso /dead/*"));
    assertThat(template.yaml())
        .contains("sqs: '${ONFAILURE_TO_QUEUE}'", "sns: '${ONFAILURE_TO_TOPIC}'")
        .contains("s3: '${ONFAILURE_TO_BUCKET}'", "s3: '${CLAIMCHECK_TO_QUEUE}'");
    assertThat(template.environment(BridgeTask.BRIDGE))
        .containsKeys("ONFAILURE_TO_QUEUE", "ONFAILURE_TO_TOPIC", "CLAIMCHECK_TO_QUEUE");
    assertThat(template.validate(directory)).isEmpty();
  }

  @Test
  void property_without_a_method_of_its_own_reaches_the_bridge() throws Exception {
    mapping("images")
        .property("orderBy", Map.of("subjectToken", 2))
        .property("ackWait", "45s")
        .build();

    BridgeTemplate template = template();

    assertThat(template.yaml()).contains("subjectToken: 2", "ackWait: 45s");
    assertThat(template.validate(directory)).isEmpty();
  }

  @Test
  void mapping_is_scaled_by_its_backlog() {
    mapping("images").build();

    assertThat(template().only("AWS::ApplicationAutoScaling::ScalingPolicy"))
        .containsEntry("PolicyName", "backlog-of-images");
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

  // The construct's id, and what follows an ARN.
  private static String resource(@Nullable Object arn) {
    String text = String.valueOf(arn);
    String id = text.replaceAll(".*(GetAtt=\\[|Ref=)(\\w+)[0-9A-F]{8}\\b.*", "$2");
    Matcher path = Pattern.compile("/\\w+/\\*").matcher(text);
    return path.find() ? id + " " + path.group() : id;
  }

  private JetStreamEventSourceMapping.Builder mapping(String name) {
    return JetStreamEventSourceMapping.create(
        stack, name, bridge, Function.fromFunctionArn(stack, "Function-" + name, ARN + name), name);
  }

  private BridgeTemplate template() {
    return new BridgeTemplate(at(Template.fromStack(stack).toJSON(), "Resources"));
  }
}
