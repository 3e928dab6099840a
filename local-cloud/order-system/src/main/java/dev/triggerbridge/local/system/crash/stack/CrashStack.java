package dev.triggerbridge.local.system.crash.stack;

import dev.triggerbridge.functions.descriptor.BucketDefinition;
import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.FunctionDescriptors;
import dev.triggerbridge.functions.descriptor.TableDefinition;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.aws.S3Local;
import dev.triggerbridge.local.gateway.GatewayOptions;
import dev.triggerbridge.local.gateway.PaymentGateway;
import dev.triggerbridge.local.lambda.LambdaService;
import dev.triggerbridge.local.lambda.LambdaServiceOptions;
import dev.triggerbridge.local.lambda.LocalFunction;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import dev.triggerbridge.local.system.stack.BridgeSupervisor;
import dev.triggerbridge.local.system.stack.Ports;
import dev.triggerbridge.local.system.stack.Readiness;
import dev.triggerbridge.local.system.stack.Resources;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All servers of the order system with the points of every process armed by files, in a folder of
 * its own. Waiting times are short: see the constants. Not thread-safe.
 */
public final class CrashStack implements AutoCloseable {
  private static final Duration BRIDGE_START = Duration.ofMinutes(5);

  /** Longer than on Lambda: a process that waits for the CPU is not one that hangs. */
  private static final Duration TIMEOUT = Duration.ofSeconds(100);

  private static final Duration INIT = Duration.ofSeconds(60);
  private static final int MEMORY_MB = 256;

  /**
   * Executions at most: one more than mappings invoke at once, so that a stopped one harms none.
   */
  private static final Map<String, Integer> EXECUTIONS =
      Map.of("order", 4, "payment", 2, "inventory", 2, "audit", 3);

  private static final String EMPTY_BATCH =
      """
      {"schema":"natsbatch/1","batchId":"training",\
      "source":{"mapping":"none","stream":"NONE","epoch":"none","consumer":"none"},"records":[]}""";

  private final Resources resources;
  private final List<FunctionDescriptor> functions;
  private final CrashFiles crashes;
  private final Connection nats;
  private final DynamoDbLocal dynamoDb;
  private final S3Local s3;
  private final PaymentGateway gateway;
  private final PackagedBridge packaged;
  private final BridgeSupervisor bridge;
  private final Path log;

  private CrashStack(
      Resources resources,
      List<FunctionDescriptor> functions,
      CrashFiles crashes,
      Connection nats,
      DynamoDbLocal dynamoDb,
      S3Local s3,
      PaymentGateway gateway,
      PackagedBridge packaged,
      BridgeSupervisor bridge,
      Path log) {
    this.resources = resources;
    this.functions = functions;
    this.crashes = crashes;
    this.nats = nats;
    this.dynamoDb = dynamoDb;
    this.s3 = s3;
    this.gateway = gateway;
    this.packaged = packaged;
    this.bridge = bridge;
    this.log = log;
  }

  /**
   * Starts everything; returns when the bridge is ready.
   *
   * @param home the repository, built
   * @param folder new, for state and logs
   */
  public static CrashStack start(Path home, Path folder, Artifacts artifacts) throws Exception {
    Resources resources = new Resources();
    try {
      return start(home, folder, artifacts, resources);
    } catch (Exception e) {
      try {
        resources.close();
      } catch (Exception whileClosing) {
        e.addSuppressed(whileClosing);
      }
      throw e;
    }
  }

  private static CrashStack start(Path home, Path folder, Artifacts artifacts, Resources resources)
      throws Exception {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    CrashFiles crashes = CrashFiles.in(folder.resolve("crashes"));
    List<FunctionDescriptor> functions = FunctionDescriptors.readAll(home.resolve("functions"));
    NatsServer server =
        resources.keep(NatsServer.start(NatsServerOptions.in(folder.resolve("nats"))));
    DynamoDbLocal dynamoDb = resources.keep(DynamoDbLocal.start(null));
    S3Local s3 = resources.keep(S3Local.start(folder.resolve("s3"), prepare(dynamoDb, functions)));
    PaymentGateway gateway = resources.keep(PaymentGateway.start(GatewayOptions.defaults()));
    gateway.faults().retryAfterSeconds(0);
    LambdaService lambda =
        resources.keep(
            LambdaService.start(
                LambdaServiceOptions.in(logs.resolve("functions")).withInitLimit(INIT)));
    for (FunctionDescriptor function : functions) {
      lambda.register(local(function, artifacts, crashes, dynamoDb, s3, gateway));
    }
    URI url = URI.create("http://127.0.0.1:" + Ports.free());
    Path configuration = folder.resolve("bridge.yaml");
    QuickConfiguration.write(
        home.resolve("trigger-bridge/examples/order-system.yaml"), configuration);
    Path log = logs.resolve("bridge.log");
    PackagedBridge packaged =
        PackagedBridge.of(
            artifacts.bridge(), configuration, server.url(), lambda.endpoint(), url, crashes);
    BridgeSupervisor bridge =
        resources.keep(
            BridgeSupervisor.start(
                packaged.command("run", "--create-streams"),
                packaged.environment(),
                log,
                notice -> {}));
    Readiness.await(url.resolve("/health/ready"), BRIDGE_START);
    Connection nats =
        resources.keep(
            Nats.connect(
                Options.builder()
                    .server(server.url())
                    .connectionName("crash-suite")
                    // Also how long JetStream may take to answer: the machine is busy by intent.
                    .connectionTimeout(Duration.ofSeconds(30))
                    .errorListener(new ErrorListener() {})
                    .build()));
    return new CrashStack(
        resources, functions, crashes, nats, dynamoDb, s3, gateway, packaged, bridge, log);
  }

  /** Arms points. */
  public CrashFiles crashes() {
    return crashes;
  }

  /** Connected to the server. */
  public Connection nats() {
    return nats;
  }

  /** Tables and their client. */
  public DynamoDbLocal dynamoDb() {
    return dynamoDb;
  }

  /** Where objects are. */
  public URI s3() {
    return s3.endpoint();
  }

  /** Plans its faults. */
  public PaymentGateway gateway() {
    return gateway;
  }

  /** Kills and counts. */
  public BridgeSupervisor bridge() {
    return bridge;
  }

  /** What it runs, and whose other commands look after this stack. */
  public PackagedBridge packagedBridge() {
    return packaged;
  }

  /** What the bridges have printed. */
  public Path bridgeLog() {
    return log;
  }

  /** Name of the table that a function owns. */
  public String table(String function) {
    return Objects.requireNonNull(descriptor(function).table()).name();
  }

  /** Name of the bucket that a function owns. */
  public String bucket(String function) {
    return Objects.requireNonNull(descriptor(function).bucket()).name();
  }

  @Override
  public void close() throws Exception {
    // Nothing that it still has to do matters: killed, it needs no time.
    bridge.kill();
    resources.close();
  }

  private FunctionDescriptor descriptor(String name) {
    return functions.stream()
        .filter(function -> function.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String[] prepare(DynamoDbLocal dynamoDb, List<FunctionDescriptor> functions) {
    for (FunctionDescriptor function : functions) {
      TableDefinition table = function.table();
      if (table != null) {
        dynamoDb.createTable(
            table.name(), table.partitionKey(), table.sortKey(), table.ttlAttribute());
      }
    }
    return functions.stream()
        .map(FunctionDescriptor::bucket)
        .filter(Objects::nonNull)
        .map(BucketDefinition::name)
        .toArray(String[]::new);
  }

  private static LocalFunction local(
      FunctionDescriptor descriptor,
      Artifacts artifacts,
      CrashFiles crashes,
      DynamoDbLocal dynamoDb,
      S3Local s3,
      PaymentGateway gateway) {
    LocalFunction packaged = LocalFunction.of(descriptor);
    Map<String, String> environment = new HashMap<>(crashes.environment());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
    environment.put("PAYMENT_GATEWAY_URL", gateway.url().toString());
    environment.put("PAYMENT_GATEWAY_TIMEOUT_MS", "2000");
    environment.put("PAYMENT_LEASE_SECONDS", "1");
    return new LocalFunction(
            packaged.name(),
            packaged.handler(),
            artifacts.of(descriptor),
            Math.min(packaged.memoryMb(), MEMORY_MB),
            TIMEOUT,
            EXECUTIONS.getOrDefault(packaged.name(), 2),
            packaged.environment(),
            packaged.aliases(),
            packaged.trainingEvent())
        .withEnvironment(environment)
        .withTrainingEvent(EMPTY_BATCH);
  }
}
