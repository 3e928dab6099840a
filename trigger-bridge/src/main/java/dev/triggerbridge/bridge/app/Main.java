package dev.triggerbridge.bridge.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exit codes: 0 it worked (for {@code run}: everything in flight was finished or
 * handed back after SIGTERM), 1 a failure at run time, 2 a configuration or a command line that
 * cannot be used.
 */
@Command(
    name = "trigger-bridge",
    description = "Invokes Lambda functions for the messages of NATS JetStream.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {RunCommand.class, ValidateCommand.class, DlqCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it worked; for run: after SIGTERM everything in flight was finished or handed back",
      "1:a failure at run time",
      "2:a configuration or a command line that cannot be used"
    })
public final class Main {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int UNUSABLE = 2;

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
