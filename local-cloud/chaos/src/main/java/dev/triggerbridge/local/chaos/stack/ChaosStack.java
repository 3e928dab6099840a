package dev.triggerbridge.local.chaos.stack;

import dev.triggerbridge.functions.descriptor.BucketDefinition;
import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.FunctionDescriptors;
import dev.triggerbridge.functions.descriptor.TableDefinition;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.aws.S3Local;
import dev.triggerbridge.local.gateway.GatewayOptions;
import dev.triggerbridge.local.gateway.PaymentGateway;
import dev.triggerbridge.local.nats.NatsServerOptions;
import dev.triggerbridge.local.nats.SmallDisk;
import dev.triggerbridge.local.proxy.HttpTap;
import dev.triggerbridge.local.system.stack.Resources;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The order system as {@code run-local} starts it, with proxies between its parts and with
 * deadlines so short that a run can outlast them. One thread starts and closes it.
 */
public final class ChaosStack implements AutoCloseable {
  /** Much more than the streams of some runs take. */
  private static final int DISK_MB = 96;

  private final Resources resources = new Resources();
  private final List<FunctionDescriptor> functions;
  private final StackSpec spec;
  private final NatsServers nats;
  private final DynamoDbLocal dynamoDb;
  private final S3Local s3;
  private final PaymentGateway gateway;
  private final Endpoint dynamoDbEndpoint;
  private final Endpoint s3Endpoint;
  private final Endpoint gatewayEndpoint;
  private final ChaosFunctions functionHost;
  private final Bridges bridges;
  private final BridgeReplica bridge;
  private final Connection connection;
  private final Optional<SettableClock> clock;
  private final Optional<SmallDisk> disk;
  private final HttpTap tap;

  private ChaosStack(Path home, Path state, StackSpec spec, HttpTap tap, Consumer<String> notice)
      throws Exception {
    this.spec = spec;
    this.tap = tap;
    Path logs = Files.createDirectories(state.resolve("logs"));
    functions = FunctionDescriptors.readAll(home.resolve("functions"));
    clock = spec.clocks() ? SettableClock.in(state.resolve("clock")) : Optional.empty();
    disk = spec.smallDisk() ? SmallDisk.open(state.resolve("disk"), DISK_MB) : Optional.empty();
    disk.ifPresent(resources::keep);
    try {
      nats = resources.keep(startNats(state.resolve("nats"), spec, disk));
      dynamoDb = resources.keep(withTables(functions));
      s3 = resources.keep(S3Local.start(state.resolve("s3"), buckets(functions)));
      gateway = resources.keep(PaymentGateway.start(GatewayOptions.defaults()));
      dynamoDbEndpoint = resources.keep(Endpoint.before(dynamoDb.endpoint()));
      s3Endpoint = resources.keep(Endpoint.before(s3.endpoint()));
      gatewayEndpoint = resources.keep(Endpoint.before(gateway.url()));
      functionHost =
          resources.keep(
              ChaosFunctions.start(
                  logs.resolve("functions"),
                  functions,
                  dynamoDbEndpoint.url(),
                  s3Endpoint.url(),
                  gatewayEndpoint.url(),
                  clock.map(SettableClock::environment).orElse(Map.of())));
      connection = resources.keep(connect(nats));
      Lanes.create(connection, spec.nodes());
      Path configuration = Lanes.addTo(home, state.resolve("bridge.yaml"));
      bridges = new Bridges(home, configuration, logs, nats.proxiedUrls(), spec.nodes(), notice);
      bridge = resources.keep(bridges.start("bridge", lambda()));
    } catch (Exception e) {
      try {
        resources.close();
      } catch (Exception whileClosing) {
        e.addSuppressed(whileClosing);
      }
      throw e;
    }
  }

  /**
   * Starts everything and returns when the bridge is ready.
   *
   * @param home folder of the repository, whose packaged artifacts are run
   * @param state an empty folder for logs and data
   * @param tap sees every invocation
   * @param notice told what happens to bridges, for people; called from other threads
   */
  public static ChaosStack start(
      Path home, Path state, StackSpec spec, HttpTap tap, Consumer<String> notice)
      throws Exception {
    return new ChaosStack(home, state, spec, tap, notice);
  }

  /** What it was started as. */
  public StackSpec spec() {
    return spec;
  }

  /** The NATS servers with their proxies. */
  public NatsServers nats() {
    return nats;
  }

  /** A connection past the proxies that never gives up; closed with the stack. */
  public Connection connection() {
    return connection;
  }

  /** DynamoDB itself, for a client that must not be disturbed. */
  public DynamoDbLocal dynamoDb() {
    return dynamoDb;
  }

  /** S3 itself, for a client that must not be disturbed. */
  public URI s3() {
    return s3.endpoint();
  }

  /** The gateway itself. */
  public PaymentGateway gateway() {
    return gateway;
  }

  /** What functions know as DynamoDB. */
  public Endpoint dynamoDbEndpoint() {
    return dynamoDbEndpoint;
  }

  /** What functions know as S3. */
  public Endpoint s3Endpoint() {
    return s3Endpoint;
  }

  /** What functions know as the gateway. */
  public Endpoint gatewayEndpoint() {
    return gatewayEndpoint;
  }

  /** The function processes. */
  public ChaosFunctions functions() {
    return functionHost;
  }

  /** The bridge that is always there. */
  public BridgeReplica bridge() {
    return bridge;
  }

  /** The clock of the function processes, if the stack was started with one and it can be had. */
  public Optional<SettableClock> clock() {
    return clock;
  }

  /** The disk under the streams, if the stack was started with one and it can be had. */
  public Optional<SmallDisk> disk() {
    return disk;
  }

  /** What it was to be started with and could not, with the remedy; empty if nothing. */
  public Optional<String> lack() {
    if (spec.clocks() && clock.isEmpty()) {
      return Optional.of(
          "libfaketime can neither be found nor fetched here (Debian: apt install libfaketime)");
    }
    if (spec.smallDisk() && disk.isEmpty()) {
      return Optional.of(
          "a disk of its own takes Linux with util-linux and user namespaces that everybody may"
              + " make (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone)");
    }
    return Optional.empty();
  }

  /** Starts a further bridge and returns when it is ready; the caller closes it. */
  public BridgeReplica join(String name) throws IOException, InterruptedException {
    return bridges.start(name, lambda());
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

  private Endpoint lambda() {
    Endpoint endpoint = Endpoint.before(functionHost.url());
    endpoint.http().tap(tap);
    return endpoint;
  }

  private FunctionDescriptor function(String name) {
    return functions.stream()
        .filter(function -> function.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no function " + name));
  }

  private static NatsServers startNats(Path directory, StackSpec spec, Optional<SmallDisk> disk)
      throws IOException, InterruptedException {
    return disk.isPresent()
        ? NatsServers.one(NatsServerOptions.in(directory).withDisk(disk.get()))
        : NatsServers.start(directory, spec.nodes());
  }

  private static Connection connect(NatsServers nats) throws IOException, InterruptedException {
    return Nats.connect(
        Options.builder()
            .servers(nats.directUrls())
            .connectionName("chaos")
            .maxReconnects(-1)
            .reconnectWait(Duration.ofMillis(200))
            .pingInterval(Duration.ofSeconds(2))
            .errorListener(new ErrorListener() {})
            .build());
  }

  private static DynamoDbLocal withTables(List<FunctionDescriptor> functions) {
    DynamoDbLocal dynamoDb = DynamoDbLocal.start(null);
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
