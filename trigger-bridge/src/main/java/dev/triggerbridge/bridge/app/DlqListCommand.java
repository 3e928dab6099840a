package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.deadletter.Failure;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One line per dead letter. */
@Command(
    name = "list",
    description = "Lists dead letters, oldest first.",
    mixinStandardHelpOptions = true)
final class DlqListCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final DlqSelection selection = new DlqSelection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    Listing listing =
        new Listing("entry", "mapping", "record", "time", "attempts", "class", "code", "message");
    try (DlqSession session = DlqSession.open(read)) {
      session.forEach(selection, entry -> add(listing, entry));
    }
    listing.print(spec.commandLine().getOut(), selection.output());
    return Main.OK;
  }

  private static void add(Listing listing, StoredEntry stored) {
    Failure failure = stored.entry().failure();
    listing.add(
        stored.id(),
        stored.entry().origin().mapping(),
        stored.entry().origin().recordId(),
        failure.time(),
        failure.attempts(),
        failure.errorClass(),
        failure.code(),
        failure.message());
  }
}
