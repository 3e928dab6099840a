package dev.triggerbridge.infra;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.route53.PrivateHostedZone;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * Three nodes of NATS with JetStream, one in each zone. A change of the nodes replaces them one
 * after the other, each only when the one before is healthy again, so that a quorum stands
 * throughout (ADR 19).
 */
final class NatsCluster extends Construct {
  static final int NODES = 3;
  static final String CERTIFICATES_SECRET_ARN = "NatsCertificatesSecretArn";
  static final String IMAGE = "NatsImage";

  /** Pulled anonymously; a digest can be given instead of the tag. */
  private static final String DEFAULT_IMAGE = "public.ecr.aws/docker/library/nats:2.12";

  private static final List<String> USERS = List.of("bridge", "producer", "operator", "system");

  private final NatsServer server;

  NatsCluster(NatsStack stack, Vpc vpc, BridgeDocument document) {
    super(stack, "Cluster");
    Environment environment = Environment.of(this);
    PrivateHostedZone zone =
        PrivateHostedZone.Builder.create(this, "Zone").zoneName(Names.NATS_ZONE).vpc(vpc).build();
    List<String> hosts = hosts();
    ISecret certificates =
        Secret.fromSecretCompleteArn(
            this,
            "Certificates",
            CfnParameter.Builder.create(stack, CERTIFICATES_SECRET_ARN)
                .type("String")
                .description("Secret that infra-cdk/nats-certificates has written")
                .minLength(1)
                .build()
                .getValueAsString());
    CfnParameter image =
        CfnParameter.Builder.create(stack, IMAGE)
            .type("String")
            .description("Image of nats-server 2.10 or newer for arm64")
            .defaultValue(DEFAULT_IMAGE)
            .minLength(1)
            .build();
    Map<String, Secret> passwords = new HashMap<>();
    USERS.forEach(user -> passwords.put(user, password(user)));
    NatsNode.Shared shared =
        new NatsNode.Shared(
            vpc,
            zone,
            network(vpc),
            certificates,
            passwords,
            image.getValueAsString(),
            NatsConfiguration.render(hosts, storeGiB(environment), new NatsSubjects(document)),
            environment);
    @Nullable NatsNode before = null;
    for (int number = 1; number <= NODES; number++) {
      NatsNode node = new NatsNode(this, number, shared, number == NODES);
      if (before != null) {
        node.replaceAfter(before);
      }
      before = node;
    }
    server =
        NatsServer.withUser(
            String.join(
                ",",
                hosts.stream()
                    .map(host -> "tls://%s:%d".formatted(host, NatsConfiguration.CLIENT_PORT))
                    .toList()),
            Objects.requireNonNull(passwords.get("bridge")),
            certificates);
  }

  NatsServer server() {
    return server;
  }

  /** The names of the nodes, which their certificate has to have. */
  static List<String> hosts() {
    return IntStream.rangeClosed(1, NODES).mapToObj(NatsNode::host).toList();
  }

  /** A fifth of the volume stays free, for what the server writes beside the streams. */
  static int storeGiB(Environment environment) {
    return environment.natsVolumeGiB() * 4 / 5;
  }

  private Secret password(String user) {
    return Secret.Builder.create(this, Names.construct(user) + "Password")
        .description("The user %s of NATS".formatted(user))
        .generateSecretString(
            SecretStringGenerator.builder()
                .secretStringTemplate("{\"username\":\"%s\"}".formatted(user))
                .generateStringKey("password")
                .passwordLength(40)
                // A word that the server's configuration reads as one.
                .excludePunctuation(true)
                .build())
        .build();
  }

  private SecurityGroup network(Vpc vpc) {
    SecurityGroup group =
        SecurityGroup.Builder.create(this, "Network")
            .vpc(vpc)
            .description("Clients from within the network, routes between the nodes")
            .allowAllOutbound(false)
            .build();
    Port clients = Port.tcp(NatsConfiguration.CLIENT_PORT);
    Port routes = Port.tcp(NatsConfiguration.ROUTE_PORT);
    group.addIngressRule(Peer.ipv4(vpc.getVpcCidrBlock()), clients, "Clients");
    group.addIngressRule(group, routes, "Routes");
    group.addEgressRule(group, routes, "Routes");
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "AWS APIs and the image");
    return group;
  }
}
