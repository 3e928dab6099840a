package dev.triggerbridge.local.system.stack;

import dev.triggerbridge.functions.descriptor.BucketDefinition;
import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.FunctionDescriptors;
import dev.triggerbridge.functions.descriptor.TableDefinition;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.aws.S3Local;
import dev.triggerbridge.local.gateway.GatewayOptions;
import dev.triggerbridge.local.gateway.PaymentGateway;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every server of the order system, started together and stopped together; the bridge last and
 * first.
 */
public final class LocalStack implements AutoCloseable {
  private static final Duration BRIDGE_START = Duration.ofSeconds(60);

  private final Resources resources;
  private final List<FunctionDescriptor> functions;
  private final Addresses addresses;
  private final DynamoDb dynamoDb;
  private final NatsServer nats;
  private final Functions host;
  private final BridgeSupervisor bridge;
  private final @Nullable URI functionMetrics;

  private LocalStack(
      Resources resources,
      List<FunctionDescriptor> functions,
      Addresses addresses,
      DynamoDb dynamoDb,
      NatsServer nats,
      Functions host,
      BridgeSupervisor bridge,
      @Nullable URI functionMetrics) {
    this.resources = resources;
    this.functions = functions;
    this.addresses = addresses;
    this.dynamoDb = dynamoDb;
    this.nats = nats;
    this.host = host;
    this.bridge = bridge;
    this.functionMetrics = functionMetrics;
  }

  /**
   * Starts everything and returns when the bridge is ready; what was started is stopped again if
   * something does not start.
   *
   * @param notice told what happens to the bridge, for people; called from other threads
   */
  public static LocalStack start(StackSettings settings, Consumer<String> notice) throws Exception {
    Files.createDirectories(settings.logs());
    Files.createDirectories(settings.crashes());
    Resources resources = new Resources();
    try {
      return start(settings, notice, resources);
    } catch (Exception e) {
      try {
        resources.close();
      } catch (Exception whileClosing) {
        e.addSuppressed(whileClosing);
      }
      throw e;
    }
  }

  private static LocalStack start(
      StackSettings settings, Consumer<String> notice, Resources resources) throws Exception {
    List<FunctionDescriptor> functions = FunctionDescriptors.readAll(settings.functions());
    AwsEndpoint endpoint = settings.awsEndpoint();
    if (endpoint != null) {
      NatsServer nats = resources.keep(NatsServer.start(NatsServerOptions.in(settings.nats())));
      GatewayOptions options =
          GatewayOptions.defaults()
              .withDirectory(settings.gateway())
              .withHost(endpoint.listenAddress());
      PaymentGateway gateway = resources.keep(PaymentGateway.start(options));
      URI seenByFunctions =
          URI.create("http://" + endpoint.functionsHost() + ":" + gateway.url().getPort());
      Deployment deployment =
          resources.keep(
              Deployment.make(endpoint, functions, seenByFunctions, settings.dynamoDb() != null));
      return withBridge(
          settings,
          notice,
          resources,
          functions,
          nats,
          endpoint.url(),
          endpoint.url(),
          deployment,
          gateway,
          null);
    }
    NatsServer nats;
    DynamoDbLocal dynamoDb;
    S3Local s3;
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<NatsServer> natsStart =
          starting.submit(() -> NatsServer.start(NatsServerOptions.in(settings.nats())));
      Future<DynamoDbLocal> dynamoDbStart = starting.submit(() -> withTables(settings, functions));
      Future<S3Local> s3Start =
          starting.submit(() -> S3Local.start(settings.s3(), buckets(functions)));
      nats = keep(resources, natsStart);
      dynamoDb = keep(resources, dynamoDbStart);
      s3 = keep(resources, s3Start);
    }
    PaymentGateway gateway =
        resources.keep(
            PaymentGateway.start(GatewayOptions.defaults().withDirectory(settings.gateway())));
    FunctionMetrics metrics = new FunctionMetrics();
    URI functionMetrics = resources.keep(FunctionMetricsServer.start(metrics)).url();
    FunctionHost host =
        resources.keep(
            FunctionHost.start(
                settings, functions, dynamoDb.endpoint(), s3.endpoint(), gateway.url(), metrics));
    return withBridge(
        settings,
        notice,
        resources,
        functions,
        nats,
        dynamoDb.endpoint(),
        s3.endpoint(),
        host,
        gateway,
        functionMetrics);
  }

  private static LocalStack withBridge(
      StackSettings settings,
      Consumer<String> notice,
      Resources resources,
      List<FunctionDescriptor> functions,
      NatsServer nats,
      URI dynamoDb,
      URI s3,
      Functions host,
      PaymentGateway gateway,
      @Nullable URI functionMetrics)
      throws IOException, InterruptedException {
    URI bridgeUrl = URI.create("http://127.0.0.1:" + Ports.free());
    Addresses addresses =
        new Addresses(URI.create(nats.url()), dynamoDb, s3, host.url(), gateway.url(), bridgeUrl);
    BridgeSupervisor bridge = resources.keep(BridgeProcess.start(settings, addresses, notice));
    Readiness.await(bridgeUrl.resolve("/health/ready"), BRIDGE_START);
    return new LocalStack(
        resources,
        functions,
        addresses,
        new DynamoDb(dynamoDb),
        nats,
        host,
        bridge,
        functionMetrics);
  }

  /** Where everything listens. */
  public Addresses addresses() {
    return addresses;
  }

  /**
   * Where the functions' metrics are served for Prometheus, under {@code /metrics}; null if they
   * run at an endpoint of somebody else, who has their logs.
   */
  public @Nullable URI functionMetrics() {
    return functionMetrics;
  }

  /** Where the tables are, for a client. */
  public DynamoDb dynamoDb() {
    return dynamoDb;
  }

  /** The NATS server. */
  public NatsServer nats() {
    return nats;
  }

  /** The bridge's supervisor. */
  public BridgeSupervisor bridge() {
    return bridge;
  }

  /** Whoever runs the functions. */
  public Functions functions() {
    return host;
  }

  /** Name of the table that a function owns. */
  public String table(String function) {
    TableDefinition table = function(function).table();
    return Objects.requireNonNull(table, function + " owns no table").name();
  }

  /** Name of the bucket that a function owns. */
  public String bucket(String function) {
    BucketDefinition bucket = function(function).bucket();
    return Objects.requireNonNull(bucket, function + " owns no bucket").name();
  }

  @Override
  public void close() throws Exception {
    resources.close();
  }

  private FunctionDescriptor function(String name) {
    return functions.stream()
        .filter(function -> function.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no function " + name));
  }

  private static <T extends AutoCloseable> T keep(Resources resources, Future<T> start)
      throws IOException, InterruptedException {
    try {
      return resources.keep(start.get());
    } catch (ExecutionException e) {
      throw new IOException("a server did not start", e.getCause());
    }
  }

  private static DynamoDbLocal withTables(
      StackSettings settings, List<FunctionDescriptor> functions) {
    DynamoDbLocal dynamoDb = DynamoDbLocal.start(settings.dynamoDb());
    for (FunctionDescriptor function : functions) {
      TableDefinition table = function.table();
      if (table != null) {
        dynamoDb.createTable(
            table.name(), table.partitionKey(), table.sortKey(), table.ttlAttribute());
      }
    }
    return dynamoDb;
  }

  private static String[] buckets(List<FunctionDescriptor> functions) {
    return functions.stream()
        .map(FunctionDescriptor::bucket)
        .filter(Objects::nonNull)
        .map(BucketDefinition::name)
        .toArray(String[]::new);
  }
}
