package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.OutputFormat;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.EntryJson;
import dev.triggerbridge.bridge.deadletter.Failure;
import dev.triggerbridge.bridge.deadletter.Origin;
import dev.triggerbridge.bridge.deadletter.Payloads;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything about dead letters; their payload only when asked for. */
@Command(
    name = "show",
    description = "Shows everything about dead letters; the payload only with --body.",
    mixinStandardHelpOptions = true)
final class DlqShowCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final DlqSelection selection = new DlqSelection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--body",
      description = "The payload too: as it is if it is JSON, else in hex; with json in base64.")
  private boolean body;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    PrintWriter out = spec.commandLine().getOut();
    boolean json = selection.output() == OutputFormat.JSON;
    int[] shown = {0};
    try (DlqSession session = DlqSession.open(read)) {
      if (json) {
        out.print('[');
      }
      session.forEach(
          selection,
          entry -> {
            if (json) {
              out.print((shown[0] == 0 ? "" : ",") + EntryJson.text(entry.entry(), body));
            } else {
              out.print(shown[0] == 0 ? "" : System.lineSeparator());
              print(out, entry);
            }
            shown[0]++;
          });
      if (json) {
        out.println(']');
      }
    }
    out.flush();
    if (shown[0] == 0) {
      spec.commandLine().getErr().println("no dead letter matches");
      return Main.FAILED;
    }
    return Main.OK;
  }

  private void print(PrintWriter out, StoredEntry stored) {
    DeadLetterEntry entry = stored.entry();
    Origin origin = entry.origin();
    Failure failure = entry.failure();
    line(out, "entry", stored.id());
    line(out, "mapping", origin.mapping());
    line(out, "record", origin.recordId());
    line(out, "subject", origin.subject());
    line(out, "message id", origin.messageId());
    line(out, "stored", origin.timestamp());
    line(out, "epoch", origin.epoch());
    line(out, "consumer", origin.consumer());
    line(out, "given up", failure.time());
    line(out, "attempts", failure.attempts());
    line(out, "deliveries", failure.deliveries());
    line(out, "class", failure.errorClass());
    line(out, "code", failure.code());
    line(out, "error", failure.message());
    entry
        .headers()
        .values()
        .forEach(
            (name, values) -> values.forEach(value -> line(out, "header", name + ": " + value)));
    if (!entry.dataRef().isEmpty()) {
      line(out, "body", "at " + entry.dataRef());
    } else {
      line(out, "body", entry.data().length + " bytes");
      if (body) {
        out.println(Payloads.readable(entry.data()));
      }
    }
  }

  private static void line(PrintWriter out, String name, Object value) {
    out.printf("%-11s %s%n", name, String.valueOf(value).replaceAll("\\p{Cntrl}", " "));
  }
}
