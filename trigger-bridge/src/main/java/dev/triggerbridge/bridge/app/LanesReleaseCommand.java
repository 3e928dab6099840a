package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.lanes.KeyHash;
import dev.triggerbridge.bridge.nats.HaltedKeys;
import dev.triggerbridge.bridge.nats.HaltedKeys.HaltedKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets halted keys go on. */
@Command(
    name = "release",
    description =
        "Lets a halted key go on: its records are invoked from the one after the dead letter."
            + " Redrive the dead letter first if the later ones need it.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge lanes release --config bridge.yaml --mapping billing --key customer-17",
      "  trigger-bridge lanes release --config bridge.yaml --mapping billing --hash 9f86d081884c7d65",
      "  trigger-bridge lanes release --config bridge.yaml --mapping billing --all"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:released; the bridge sees it within about a second",
      "1:a failure at run time",
      "2:a configuration or a command line that cannot be used",
      "3:no such key is halted"
    })
final class LanesReleaseCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--mapping", required = true, paramLabel = "NAME", description = "Which one.")
  private String mapping = "";

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    MappingConfig configured = BridgeClient.mapping(read, mapping);
    PrintWriter out = spec.commandLine().getOut();
    try (BridgeClient client = BridgeClient.connect(read)) {
      HaltedKeys halts = client.nats().haltedKeys();
      List<HaltedKey> chosen = halts.of(mapping).stream().filter(which::isMeant).toList();
      for (HaltedKey halted : chosen) {
        halts.release(halted);
        out.printf(
            "key %s of mapping %s goes on behind %s/%d%n",
            halted.hash(), mapping, configured.stream(), halted.sequence());
      }
      if (chosen.isEmpty()) {
        out.printf("no such key of mapping %s is halted%n", mapping);
      }
      out.flush();
      return chosen.isEmpty() ? Main.PARTLY : Main.OK;
    }
  }

  /** Exactly one. */
  private static final class Which {
    @Option(names = "--key", paramLabel = "KEY", description = "The key itself.")
    private @Nullable String key;

    @Option(
        names = "--hash",
        paramLabel = "HASH",
        description = "Its hash, as lanes list and the alarm KEY_HALTED show it.")
    private @Nullable String hash;

    @Option(names = "--all", description = "Every halted key of the mapping.")
    private boolean all;

    boolean isMeant(HaltedKey halted) {
      String wanted = key == null ? hash : KeyHash.of(key);
      return all || halted.hash().equals(wanted);
    }
  }
}
