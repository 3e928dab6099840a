package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes dead letters for ever. */
@Command(
    name = "purge",
    description = "Removes dead letters for ever. Needs --yes, or --dry-run to see which.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every selected entry is removed, or would be",
      "1:a failure at run time",
      "2:a configuration or a command line that cannot be used",
      "3:some entries could not be removed, and stay"
    })
final class DlqPurgeCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final DlqSelection selection = new DlqSelection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--yes", description = "Really removes them.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Only says which would be removed.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (yes == dryRun) {
      throw new UsageException("purge removes for ever: give --yes, or --dry-run to see what");
    }
    BridgeConfig read = config.read();
    Listing listing = new Listing("entry", "mapping", "record", "result", "message");
    boolean[] left = {false};
    try (DlqSession session = DlqSession.open(read)) {
      session.forEach(
          selection,
          entry -> {
            String failure = dryRun ? "" : purge(session, entry);
            left[0] |= !failure.isEmpty();
            String result = dryRun ? "would be purged" : "purged";
            listing.add(
                entry.id(),
                entry.entry().origin().mapping(),
                entry.entry().origin().recordId(),
                failure.isEmpty() ? result : "failed",
                failure);
          });
    }
    listing.print(spec.commandLine().getOut(), selection.output());
    return left[0] ? DlqCommand.ENTRIES_LEFT : Main.OK;
  }

  /** Why it could not be removed; empty if it was. */
  private static String purge(DlqSession session, StoredEntry entry) {
    try {
      session.queue().purge(entry);
      return "";
    } catch (IOException e) {
      return Failures.reason(e);
    }
  }
}
