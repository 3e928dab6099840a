package dev.triggerbridge.bridge.app;

import picocli.CommandLine.Command;

/** Looks after dead letters. */
@Command(
    name = "dlq",
    description = "Lists, shows, redrives and purges dead letters that lie in JetStream.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DlqListCommand.class,
      DlqShowCommand.class,
      DlqRedriveCommand.class,
      DlqPurgeCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge dlq list --config bridge.yaml --mapping payment --since 24h",
      "  trigger-bridge dlq show --config bridge.yaml --sequence 17 --body",
      "  trigger-bridge dlq redrive --config bridge.yaml --code GATEWAY_DOWN --dry-run",
      "  trigger-bridge dlq redrive --config bridge.yaml --code GATEWAY_DOWN --rate 5",
      "  trigger-bridge dlq purge --config bridge.yaml --until 30d --yes"
    })
final class DlqCommand {
  /** Some entries were not redriven or purged, and stay. */
  static final int ENTRIES_LEFT = Main.PARTLY;
}
