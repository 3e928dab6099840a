package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.nats.HaltedKeys.HaltedKey;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows which keys wait behind a dead letter. */
@Command(
    name = "list",
    description = "Shows which keys are halted, by the hash that the alarm KEY_HALTED names.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge lanes list --config bridge.yaml",
      "  trigger-bridge lanes list --config bridge.yaml --mapping billing --output json"
    })
final class LanesListCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--mapping",
      paramLabel = "NAME",
      description = "Which one; default: all that keep order.")
  private String mapping = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    List<MappingConfig> shown =
        mapping.isEmpty()
            ? read.mappings().stream().filter(one -> one.orderBy().isPresent()).toList()
            : List.of(BridgeClient.mapping(read, mapping));
    Listing listing = new Listing("mapping", "keyHash", "behind", "since");
    try (BridgeClient client = BridgeClient.connect(read)) {
      for (MappingConfig one : shown) {
        for (HaltedKey halted : client.nats().haltedKeys().of(one.name())) {
          listing.add(
              one.name(), halted.hash(), one.stream() + "/" + halted.sequence(), halted.since());
        }
      }
    }
    listing.print(spec.commandLine().getOut(), output.format());
    return Main.OK;
  }
}
