package dev.triggerbridge.infra;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.IStableStringProducer;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/**
 * A bridge as a service on Fargate. Its configuration begins as a file, the same that runs on a
 * laptop, and grows with every {@link JetStreamEventSourceMapping}. The role of its tasks may do
 * nothing but what its mappings need.
 *
 * <p>The configuration travels in the task definition, so a change of it is a deployment that can
 * be rolled back. A task definition has at most 64 KiB, which is ECS's limit.
 */
public final class TriggerBridge extends Construct {
  /** What the mappings of a bridge call on a function: invoking, and reading its timeout. */
  static final List<String> FUNCTION_ACTIONS =
      List.of("lambda:InvokeFunction", "lambda:GetFunctionConfiguration");

  private final BridgeDocument document;
  private final Map<String, String> functions = new HashMap<>();
  private final FargateTaskDefinition task;
  private final ContainerDefinition container;
  private final FargateService service;
  private final BridgeScaling scaling;

  /**
   * A bridge without rights; functions of mappings in the file must be given with {@link
   * #bindFunction}.
   *
   * @param scope where it belongs
   * @param id distinct in the scope
   * @param vpc with at least two zones and private subnets that have a way out
   * @param nats where the streams are
   * @param image name and tag of the bridge's image; without a shell, and any user will do
   * @param configuration a file as {@code docs/mappings.md} describes it; {@code mappings} may be
   *     missing. It is read at once
   */
  public TriggerBridge(
      Construct scope, String id, IVpc vpc, NatsServer nats, String image, Path configuration) {
    this(scope, id, vpc, nats, image, configuration, List.of());
  }

  /**
   * The same with options for the command line.
   *
   * @param arguments for example {@code --create-streams}
   */
  public TriggerBridge(
      Construct scope,
      String id,
      IVpc vpc,
      NatsServer nats,
      String image,
      Path configuration,
      List<String> arguments) {
    super(scope, id);
    this.document = BridgeDocument.read(configuration);
    BridgeTask.configure(document, nats);
    String yaml =
        Lazy.string(
            new IStableStringProducer() {
              @Override
              public String produce() {
                return document.toYaml();
              }
            });
    this.task = BridgeTask.create(this);
    this.container = BridgeTask.addContainers(this, task, image, nats, yaml, arguments);
    this.service = BridgeService.create(this, vpc, task);
    this.scaling = new BridgeScaling(this, service);
    document.mappingNames().forEach(scaling::follow);
    getNode().addValidation(this::problems);
  }

  /** The service, for alarms and for further rules of its network. */
  public FargateService service() {
    return service;
  }

  /**
   * Says which function mappings of the file mean by a name.
   *
   * @param name the {@code functionName} in the file
   * @param function what to invoke; an alias or a version where SnapStart is to work
   */
  public void bindFunction(String name, IFunction function) {
    allow(name, function);
    document.replaceFunction(name, variable(name));
  }

  /**
   * Lets the bridge know a value that its configuration takes from the environment, such as {@code
   * STREAM_REPLICAS}. Not for secrets.
   */
  public void setVariable(String name, String value) {
    container.addEnvironment(name, value);
  }

  void add(
      String name,
      IFunction function,
      Map<String, Object> properties,
      List<MappingDestination> destinations) {
    String key = "MAPPING_" + name;
    Map<String, Object> complete = new LinkedHashMap<>(properties);
    for (MappingDestination destination : destinations) {
      String variable = "%s_%s".formatted(destination.property(), name);
      variable = variable.toUpperCase(Locale.ROOT).replace('-', '_');
      complete.put(destination.property(), Map.of(destination.kind(), "${" + variable + "}"));
      container.addEnvironment(variable, destination.address());
      destination.grantTo(task.getTaskRole());
    }
    document.add(name, variable(key), complete);
    allow(key, function);
    scaling.follow(name);
  }

  // The function's ARN travels beside the file, because a file has to be complete before that is
  // known.
  private void allow(String name, IFunction function) {
    String variable = variable(name);
    String arn = function.getFunctionArn();
    String other = functions.putIfAbsent(variable, arn);
    if (other != null) {
      throw new IllegalArgumentException(
          "name '%s': %s is taken by another function. Choose a name that differs in more than case, - and _."
              .formatted(name, variable));
    }
    container.addEnvironment(variable, arn);
    task.addToTaskRolePolicy(
        PolicyStatement.Builder.create().actions(FUNCTION_ACTIONS).resources(List.of(arn)).build());
  }

  private static String variable(String name) {
    return "FUNCTION_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private List<String> problems() {
    List<String> names = document.functionNames();
    if (names.isEmpty()) {
      return List.of("the bridge has no mapping: add a JetStreamEventSourceMapping");
    }
    return names.stream()
        .filter(name -> !name.startsWith("${"))
        .map(
            name ->
                "functionName '%s': the bridge may not invoke it. Call bindFunction with it."
                    .formatted(name))
        .toList();
  }
}
