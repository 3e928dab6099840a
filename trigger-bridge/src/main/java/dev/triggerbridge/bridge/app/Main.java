package dev.triggerbridge.bridge.app;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. docs/operations.md lists the exit codes of all commands. */
@Command(
    name = "trigger-bridge",
    description = "Invokes Lambda functions for the messages of NATS JetStream.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      PlanCommand.class,
      ApplyCommand.class,
      StatusCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      LogLevelCommand.class,
      LanesCommand.class,
      FilterCommand.class,
      DlqCommand.class,
      ReplayCommand.class,
      ExplainCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge validate --config bridge.yaml",
      "  trigger-bridge plan --config bridge.yaml",
      "  trigger-bridge run --config bridge.yaml",
      "  trigger-bridge status --config bridge.yaml --watch",
      "  trigger-bridge help run",
      "  source <(trigger-bridge generate-completion)"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it worked; for run: after SIGTERM everything in flight was finished or handed back",
      "1:a failure at run time",
      "2:a configuration or a command line that cannot be used",
      "3:part of what was asked for was not done"
    })
public final class Main {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int UNUSABLE = 2;

  /** Some of it was done; what was not is printed. */
  static final int PARTLY = 3;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    if (args.length == 0 || !args[0].equals("run")) {
      Logs.toStderr();
    }
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(new Failures());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    return commandLine;
  }
}
