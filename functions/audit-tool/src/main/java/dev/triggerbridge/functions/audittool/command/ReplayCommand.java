package dev.triggerbridge.functions.audittool.command;

import dev.triggerbridge.functions.audittool.bucket.AuditBucket;
import dev.triggerbridge.functions.audittool.replay.Replay;
import dev.triggerbridge.functions.audittool.verify.AuditContents;
import dev.triggerbridge.functions.support.FunctionClients;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@code audit replay}. */
@Command(
    name = "replay",
    description = {
      "Rebuilds the orders in an empty table from the audit alone, with the order function's own"
          + " fold. Nothing is published, charged or reserved.",
      "Every order must end as its recorded final event says; with --compare its business fields must"
          + " equal the live ones."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--table",
      required = true,
      paramLabel = "NAME",
      description = "Where to rebuild; must be empty.")
  private String table = "";

  @Option(names = "--create-table", description = "Creates the table unless it exists.")
  private boolean createTable;

  @Option(
      names = "--compare",
      paramLabel = "TABLE",
      description = "The live orders table, read only, to compare with.")
  private @Nullable String compare;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Leaves out what was stored before, for example 2026-11-23T07:00:00Z.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Leaves out what was stored then or later.")
  private @Nullable Instant to;

  @Option(
      names = "--default-currency",
      paramLabel = "CODE",
      description = "Of old orders without one; the live function's DEFAULT_CURRENCY (EUR).")
  private String currency = "EUR";

  @Override
  public Integer call() throws Exception {
    if (table.equals(compare)) {
      throw new UsageException(
          "--table " + table + ": is the live table; name an empty one to rebuild in");
    }
    Replay.Result result;
    try (DynamoDbClient dynamoDb = FunctionClients.dynamoDb();
        AuditBucket bucket = Audit.bucket(source)) {
      Replay replay = new Replay(dynamoDb, table, currency);
      if (createTable) {
        replay.createTable();
      }
      if (!replay.isEmpty()) {
        throw new UsageException(
            "--table " + table + ": is not empty; name a new one, with --create-table");
      }
      result = replay.run(AuditContents.read(bucket, source.streams()), from, to, compare);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      OutputOption.json(out, result);
    } else {
      print(out, result);
    }
    return result.differences().isEmpty() ? Audit.OK : Audit.WRONG;
  }

  private static void print(PrintWriter out, Replay.Result result) {
    OutputOption.table(
        out,
        List.of("orders", "messages", "rejected", "without beginning", "compared"),
        List.of(
            List.of(
                Long.toString(result.orders()),
                Long.toString(result.messages()),
                Long.toString(result.rejected()),
                Long.toString(result.withoutBeginning()),
                result.compared() < 0 ? "-" : Long.toString(result.compared()))));
    result.differences().forEach(out::println);
    out.println();
    out.println(
        result.differences().isEmpty()
            ? "Rebuilt orders are what was recorded."
            : result.differences().size() + " orders differ.");
    out.flush();
  }
}
