package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** The bridge of the order system, with the configuration that also runs locally. */
final class BridgeStack extends Stack {
  static final String IMAGE = "BridgeImage";

  BridgeStack(
      Construct scope,
      List<FunctionDescriptor> descriptors,
      FunctionsStack functions,
      NatsStack nats,
      Path configuration) {
    super(scope, Names.BRIDGE_STACK);
    CfnParameter image =
        CfnParameter.Builder.create(this, IMAGE)
            .type("String")
            .description("Name and tag, or digest, of the bridge's image for arm64")
            .minLength(1)
            .build();
    TriggerBridge bridge =
        new TriggerBridge(
            this,
            "Bridge",
            nats.vpc(),
            nats.server(),
            image.getValueAsString(),
            configuration,
            List.of("--create-streams"));
    bridge.setVariable("STREAM_REPLICAS", nats.streamReplicas());
    for (FunctionDescriptor descriptor : descriptors) {
      bridge.bindFunction(descriptor.name(), functions.aliasOf(descriptor));
    }
  }
}
