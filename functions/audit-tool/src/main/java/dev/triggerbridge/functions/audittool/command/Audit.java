package dev.triggerbridge.functions.audittool.command;

import dev.triggerbridge.functions.audittool.bucket.AuditBucket;
import dev.triggerbridge.functions.audittool.stream.StreamUnreadableException;
import dev.triggerbridge.functions.audittool.stream.Streams;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import software.amazon.awssdk.core.exception.SdkException;

/** The command line. */
@Command(
    name = "audit",
    description = "Seals, verifies and replays what the audit function keeps.",
    mixinStandardHelpOptions = true,
    version = "audit 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SealCommand.class,
      VerifyCommand.class,
      ReplayCommand.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  audit seal --bucket audit --nats nats://127.0.0.1:4222",
      "  audit verify --bucket audit --nats nats://127.0.0.1:4222",
      "  audit verify --bucket audit --bucket-only --output json",
      "  audit replay --bucket audit --table orders-replay --create-table --compare orders",
      "  audit help verify",
      "",
      "Addresses, region and credentials of AWS come from the AWS SDK's own settings, for example",
      "AWS_ENDPOINT_URL_S3. For the local system: . DIR/run-local.env, see docs/audit.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it worked, and nothing is wrong",
      "1:something is wrong with the audit, or a replay differs; it is printed",
      "2:a command line that cannot be used, or a server that cannot be reached",
      "3:the command ended early, for example because a stream could not be read: nothing is known"
    })
public final class Audit {
  static final int OK = 0;
  static final int WRONG = 1;
  static final int UNUSABLE = 2;
  static final int UNKNOWN = 3;

  private Audit() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, for tests and for {@link #main}. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Audit());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    // Not 1, which picocli would take: an audit that nobody has looked at to the end is not wrong.
    commandLine
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().exitCodeOnExecutionException(UNKNOWN));
    commandLine.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          boolean unreadable = failure instanceof StreamUnreadableException;
          if (unreadable
              || failure instanceof SdkException
              || failure instanceof IOException
              || failure instanceof UsageException) {
            PrintWriter err = line.getErr();
            err.println(line.getCommandName() + ": " + failure.getMessage());
            return unreadable ? UNKNOWN : UNUSABLE;
          }
          throw failure;
        });
    return commandLine;
  }

  /** Opens the bucket. */
  static AuditBucket bucket(SourceOptions source) {
    return AuditBucket.open(source.bucket());
  }

  /**
   * Connects to the streams.
   *
   * @throws UsageException if nobody said where they are
   */
  static Streams streams(NatsOptions nats)
      throws UsageException, IOException, InterruptedException {
    String url = nats.url();
    if (url == null || url.isBlank()) {
      throw new UsageException(
          "--nats is missing: give the servers, set NATS_URL, or look with verify --bucket-only");
    }
    return Streams.connect(url, nats.credentials());
  }
}
