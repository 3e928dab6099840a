package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.FunctionDescriptors;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The CDK app. The {@code cdk} command starts it in the folder of {@code cdk.json}. */
public final class InfraApp {
  private static final Path FUNCTIONS = Path.of("../functions");
  private static final Path CONFIGURATION = Path.of("../trigger-bridge/examples/order-system.yaml");
  private static final Path SIGNALS = Path.of("../observability/signals.yaml");

  private InfraApp() {}

  /**
   * Writes the cloud assembly to where {@code cdk} says.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    App app = new App(AppProps.builder().analyticsReporting(false).build());
    OrderSystem.define(app, FunctionDescriptors.readAll(FUNCTIONS));
    app.synth();
  }

  /** The stacks of the order system. A further stack is one more line in {@code define}. */
  record OrderSystem(DataStack data, FunctionsStack functions, NatsStack nats, BridgeStack bridge) {
    static OrderSystem define(App app, List<FunctionDescriptor> descriptors) {
      Conventions.prepare(app);
      DataStack data = new DataStack(app, descriptors);
      FunctionsStack functions = new FunctionsStack(app, descriptors, data);
      new ReconciliationStack(app, descriptors, data);
      NatsStack nats = new NatsStack(app, CONFIGURATION);
      BridgeStack bridge = new BridgeStack(app, descriptors, functions, nats, CONFIGURATION);
      ObservabilityStack unused = new ObservabilityStack(app, SIGNALS, CONFIGURATION);
      Conventions.apply(app);
      return new OrderSystem(data, functions, nats, bridge);
    }
  }
}
