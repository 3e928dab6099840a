package dev.triggerbridge.infra;

import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/**
 * The way to an existing NATS server, by address and a secret, and the network that the bridge
 * reaches it from. The secret is made by whoever runs the server; nothing here reads it.
 */
final class NatsStack extends Stack {
  static final String SERVERS = "NatsServers";
  static final String SECRET_ARN = "NatsCredentialsSecretArn";

  private final Vpc vpc;
  private final NatsServer server;

  NatsStack(Construct scope) {
    super(scope, Names.NATS_STACK);
    vpc =
        Vpc.Builder.create(this, "Network")
            .maxAzs(2)
            .natGateways(1)
            .subnetConfiguration(
                List.of(
                    subnets("Public", SubnetType.PUBLIC),
                    subnets("Private", SubnetType.PRIVATE_WITH_EGRESS)))
            .build();
    vpc.addFlowLog(
        "Rejected", FlowLogOptions.builder().trafficType(FlowLogTrafficType.REJECT).build());
    server =
        new NatsServer(
            parameter(SERVERS, "Addresses of the NATS server, for example tls://nats.example:4222"),
            Secret.fromSecretCompleteArn(
                this,
                "Credentials",
                parameter(SECRET_ARN, "Secret with the content of a NATS credentials file")));
  }

  Vpc vpc() {
    return vpc;
  }

  NatsServer server() {
    return server;
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
}
