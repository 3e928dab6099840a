package dev.triggerbridge.bridge.app;

import picocli.CommandLine.Command;

/** What can be done about keys that wait behind a dead letter. */
@Command(
    name = "lanes",
    description = "Shows the keys that a dead letter has halted, and lets them go on.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {LanesListCommand.class, LanesReleaseCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge lanes list    --config bridge.yaml --mapping billing",
      "  trigger-bridge lanes release --config bridge.yaml --mapping billing --key customer-17"
    })
final class LanesCommand {}
