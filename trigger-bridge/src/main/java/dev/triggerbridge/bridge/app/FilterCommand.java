package dev.triggerbridge.bridge.app;

import picocli.CommandLine.Command;

/** What can be asked of filter criteria. */
@Command(
    name = "filter",
    description = "Tries filter criteria.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge filter test -c bridge.yaml -m payment -e order.json -s orders.created.v1"
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = FilterTestCommand.class)
final class FilterCommand {}
