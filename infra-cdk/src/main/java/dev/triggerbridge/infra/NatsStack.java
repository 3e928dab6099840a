package dev.triggerbridge.infra;

import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/**
 * The network that the bridge works in, and NATS: an existing server by its address and a secret
 * that whoever runs the server has made ({@code -c nats=existing}, the default), or a cluster of
 * three nodes in three zones ({@code -c nats=cluster}).
 */
final class NatsStack extends Stack {
  static final String SERVERS = "NatsServers";
  static final String SECRET_ARN = "NatsCredentialsSecretArn";
  static final String REPLICAS = "StreamReplicas";

  /** The context's key. */
  static final String CONTEXT = "nats";

  private final Vpc vpc;
  private final NatsServer server;
  private final String streamReplicas;

  NatsStack(Construct scope, Path configuration) {
    super(scope, Names.NATS_STACK);
    Environment environment = Environment.of(this);
    Variant variant = Environment.choose(this, CONTEXT, Variant.EXISTING);
    int zones = variant == Variant.CLUSTER ? NatsCluster.NODES : 2;
    vpc = network(environment, zones);
    if (variant == Variant.CLUSTER) {
      server = new NatsCluster(this, vpc, BridgeDocument.read(configuration)).server();
      streamReplicas = Integer.toString(NatsCluster.NODES);
    } else {
      server =
          new NatsServer(
              parameter(SERVERS, "Addresses of the NATS server, as tls://nats.example:4222"),
              Secret.fromSecretCompleteArn(
                  this,
                  "Credentials",
                  parameter(SECRET_ARN, "Secret with the content of a NATS credentials file")));
      streamReplicas =
          CfnParameter.Builder.create(this, REPLICAS)
              .type("String")
              .description("Replicas of the streams; 3 or 5 where the server is a cluster")
              .allowedValues(List.of("1", "3", "5"))
              .defaultValue("1")
              .build()
              .getValueAsString();
    }
  }

  /** Three, where CDK would take two because it does not know the region. */
  @Override
  public List<String> getAvailabilityZones() {
    return List.of(Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs()), Fn.select(2, Fn.getAzs()));
  }

  Vpc vpc() {
    return vpc;
  }

  NatsServer server() {
    return server;
  }

  /** How many copies of a stream there are to be. */
  String streamReplicas() {
    return streamReplicas;
  }

  private Vpc network(Environment environment, int zones) {
    Vpc network =
        Vpc.Builder.create(this, "Network")
            .maxAzs(zones)
            .natGateways(environment.natGatewayPerZone() ? zones : 1)
            .subnetConfiguration(
                List.of(
                    subnets("Public", SubnetType.PUBLIC),
                    subnets("Private", SubnetType.PRIVATE_WITH_EGRESS)))
            .build();
    network.addFlowLog(
        "Rejected", FlowLogOptions.builder().trafficType(FlowLogTrafficType.REJECT).build());
    // Free, and the layers of images come that way.
    network.addGatewayEndpoint(
        "S3", GatewayVpcEndpointOptions.builder().service(GatewayVpcEndpointAwsService.S3).build());
    if (environment.lambdaEndpoint()) {
      network.addInterfaceEndpoint(
          "Lambda",
          InterfaceVpcEndpointOptions.builder()
              .service(InterfaceVpcEndpointAwsService.LAMBDA)
              .build());
    }
    return network;
  }

  private static SubnetConfiguration subnets(String name, SubnetType type) {
    return SubnetConfiguration.builder().name(name).subnetType(type).cidrMask(20).build();
  }

  private String parameter(String name, String description) {
    return CfnParameter.Builder.create(this, name)
        .type("String")
        .description(description)
        .minLength(1)
        .build()
        .getValueAsString();
  }

  /** Whose NATS it is. */
  enum Variant {
    /** Somebody else's. */
    EXISTING,
    /** Made here. */
    CLUSTER
  }
}
